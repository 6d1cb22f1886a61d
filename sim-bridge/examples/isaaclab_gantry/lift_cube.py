"""Lift the cube: a manager-based task with a camera, a seeded start and two termination terms."""

from __future__ import annotations

from pathlib import Path

import isaaclab.envs.mdp as mdp
import isaaclab.sim as sim
import torch
from isaaclab.actuators import ImplicitActuatorCfg
from isaaclab.assets import ArticulationCfg, AssetBaseCfg, RigidObjectCfg
from isaaclab.controllers import DifferentialIKControllerCfg
from isaaclab.envs import ManagerBasedRLEnv, ManagerBasedRLEnvCfg
from isaaclab.managers import (
    EventTermCfg,
    ObservationGroupCfg,
    ObservationTermCfg,
    RewardTermCfg,
    SceneEntityCfg,
    TerminationTermCfg,
)
from isaaclab.scene import InteractiveSceneCfg
from isaaclab.sensors import CameraCfg
from isaaclab.sim import SimulationCfg
from isaaclab.utils import configclass
from isaaclab_newton.physics import MJWarpSolverCfg, NewtonCfg
from isaaclab_newton.renderers import NewtonWarpRendererCfg

CUBE_M = 0.04
LIFTED_M = 0.12
ARM, FINGERS = ["x", "y", "z", "wrist"], ["left", "right"]
OPEN, CLOSED = {"left": 0.04, "right": -0.04}, {"left": 0.0, "right": 0.0}
DOWN = (1.0, 0.0, 0.0, 0.0)
"""Half a turn about x (xyzw): from the hand, whose z is up, to the tool, whose z leaves the hand."""


def lifted(env: ManagerBasedRLEnv, by_m: float) -> torch.Tensor:
    """Whether the cube is that high over where it lay, in each environment."""
    height = env.scene["cube"].data.root_pos_w.torch[:, 2] - env.scene.env_origins[:, 2]
    return height - CUBE_M / 2 > by_m


@configclass
class SceneCfg(InteractiveSceneCfg):
    table = AssetBaseCfg(  # Isaac Lab's ground plane is a file of its asset server
        prim_path="{ENV_REGEX_NS}/Table",
        spawn=sim.CuboidCfg(
            size=(1.2, 1.6, 0.04),
            collision_props=sim.CollisionPropertiesCfg(),
            visual_material=sim.PreviewSurfaceCfg(diffuse_color=(0.6, 0.5, 0.4)),
        ),
        init_state=AssetBaseCfg.InitialStateCfg(pos=(0.5, 0.0, -0.02)),
    )
    light = AssetBaseCfg(prim_path="/World/light", spawn=sim.DistantLightCfg(intensity=2000.0))
    robot = ArticulationCfg(
        prim_path="{ENV_REGEX_NS}/Robot",
        spawn=sim.UsdFileCfg(usd_path=str(Path(__file__).parent / "gantry.usda")),
        init_state=ArticulationCfg.InitialStateCfg(joint_pos={**{name: 0.0 for name in ARM}, **OPEN}),
        actuators={
            "slides": ImplicitActuatorCfg(joint_names_expr=["x", "y", "z"], stiffness=4000.0, damping=400.0),
            "wrist": ImplicitActuatorCfg(joint_names_expr=["wrist"], stiffness=40.0, damping=4.0),
            "fingers": ImplicitActuatorCfg(joint_names_expr=FINGERS, stiffness=800.0, damping=40.0),
        },
    )
    cube = RigidObjectCfg(
        prim_path="{ENV_REGEX_NS}/Cube",
        spawn=sim.CuboidCfg(
            size=(CUBE_M, CUBE_M, CUBE_M),
            rigid_props=sim.RigidBodyPropertiesCfg(),
            mass_props=sim.MassPropertiesCfg(mass=0.05),
            collision_props=sim.CollisionPropertiesCfg(),
            physics_material=sim.RigidBodyMaterialCfg(static_friction=1.0, dynamic_friction=1.0),
            visual_material=sim.PreviewSurfaceCfg(diffuse_color=(0.8, 0.1, 0.1)),
        ),
        init_state=RigidObjectCfg.InitialStateCfg(pos=(0.5, 0.0, CUBE_M / 2)),
    )
    front = CameraCfg(
        prim_path="{ENV_REGEX_NS}/Front",
        offset=CameraCfg.OffsetCfg(pos=(1.25, 0.0, 0.75), rot=(0.6272, 0.6272, -0.3265, -0.3265), convention="ros"),
        data_types=["rgb", "distance_to_image_plane"],
        spawn=sim.PinholeCameraCfg(focal_length=24.0, horizontal_aperture=20.955, clipping_range=(0.05, 10.0)),
        width=320,
        height=240,
        renderer_cfg=NewtonWarpRendererCfg(),
    )


@configclass
class ObservationsCfg:
    @configclass
    class PolicyCfg(ObservationGroupCfg):
        joints = ObservationTermCfg(func=mdp.joint_pos)

    policy: PolicyCfg = PolicyCfg()


@configclass
class PoseActionsCfg:
    arm = mdp.DifferentialInverseKinematicsActionCfg(
        asset_name="robot",
        joint_names=ARM,
        body_name="hand",
        body_offset=mdp.DifferentialInverseKinematicsActionCfg.OffsetCfg(pos=(0.0, 0.0, -0.1), rot=DOWN),
        controller=DifferentialIKControllerCfg(command_type="pose", use_relative_mode=False, ik_method="dls"),
    )
    fingers = mdp.BinaryJointPositionActionCfg(
        asset_name="robot", joint_names=FINGERS, open_command_expr=OPEN, close_command_expr=CLOSED
    )


@configclass
class JointActionsCfg:
    arm = mdp.JointPositionActionCfg(asset_name="robot", joint_names=ARM, scale=0.5, use_default_offset=True)
    fingers = mdp.BinaryJointPositionActionCfg(
        asset_name="robot", joint_names=FINGERS, open_command_expr=OPEN, close_command_expr=CLOSED
    )


@configclass
class EventsCfg:
    everything = EventTermCfg(func=mdp.reset_scene_to_default, mode="reset")
    cube = EventTermCfg(
        func=mdp.reset_root_state_uniform,
        mode="reset",
        params={
            "pose_range": {"x": (-0.1, 0.1), "y": (-0.2, 0.2), "yaw": (-0.7, 0.7)},
            "velocity_range": {},
            "asset_cfg": SceneEntityCfg("cube"),
        },
    )


@configclass
class RewardsCfg:
    alive = RewardTermCfg(func=mdp.is_alive, weight=1.0)


@configclass
class TerminationsCfg:
    time_out = TerminationTermCfg(func=mdp.time_out, time_out=True)
    success = TerminationTermCfg(func=lifted, params={"by_m": LIFTED_M})


@configclass
class LiftCubeCfg(ManagerBasedRLEnvCfg):
    """Pick up the red cube, by the pose of the tool."""

    scene: SceneCfg = SceneCfg(num_envs=1, env_spacing=4.0)
    observations: ObservationsCfg = ObservationsCfg()
    actions: PoseActionsCfg = PoseActionsCfg()
    events: EventsCfg = EventsCfg()
    rewards: RewardsCfg = RewardsCfg()
    terminations: TerminationsCfg = TerminationsCfg()
    decimation = 10
    episode_length_s = 2.0
    sim: SimulationCfg = SimulationCfg(
        dt=1 / 200,
        render_interval=10,
        physics=NewtonCfg(
            solver_cfg=MJWarpSolverCfg(njmax=120, nconmax=40, cone="elliptic", integrator="implicitfast"),
            use_cuda_graph=True,
        ),
    )


@configclass
class LiftCubeByJointsCfg(LiftCubeCfg):
    """Pick up the red cube, by the positions of the joints."""

    actions: JointActionsCfg = JointActionsCfg()
