"""What is in one slot: a scene as a builder of Newton, and where its parts lie in the simulation of all slots."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
import warp
from newton import JointType, ModelBuilder

from ...kinematics import read_chain
from ...library import Library
from ...robots import RobotDescription, load_robot
from ...scene import Scene, index_names
from ..commands import check_start
from ..mujoco.arm import Arm, longest_steps, tune
from ..mujoco.bodies import body_name
from ..mujoco.mjcf import write
from ..mujoco.world import World, document_of
from .context import Context, empty_builder
from .shifted import Shifted

SPACING_M = 8.0
"""Between the bases of two robots: a floor is 6 m wide, so that nobody meets a neighbour."""
A_ROW = 4
ROOT = "scene/worldbody/"


@dataclass(frozen=True, slots=True)
class Starts:
    """Of what comes before a cell in the simulation."""

    bodies: int = 0
    shapes: int = 0
    coordinates: int = 0
    speeds: int = 0
    motors: int = 0


class Cell:
    """Errors name the key of the scene. `bind` after each build says where everything is."""

    def __init__(self, slot: int, scene: Scene, library: Library) -> None:
        self.scene = scene
        self.robot = load_robot(scene.robot.name)
        check_start(self.robot, scene.robot)
        document, self.plans = document_of(scene, library)
        self.builder = empty_builder()
        self.builder.add_mjcf(write(document))
        self.origin = np.array([SPACING_M * (slot % A_ROW), SPACING_M * (slot // A_ROW), 0.0])
        self.arm = _arm(self.robot, scene)
        self.q = np.array(self.builder.joint_q, np.float32)
        self.qd = np.zeros(len(self.builder.joint_qd), np.float32)
        for joint in self._loose_joints():
            first = self.builder.joint_q_start[joint]
            self.q[first : first + 3] += self.origin
        self.q[_places(self.builder, self.robot, self.builder.joint_q_start)] = self.arm.target
        self.warm = np.zeros(len(self.qd))
        self.starts = Starts()
        self.world: World
        self.links: dict[str, int] = {}
        self.solver_hz = 0.0

    def after(self) -> Starts:
        """Where the next cell begins."""
        b, s = self.builder, self.starts
        return Starts(
            s.bodies + b.body_count,
            s.shapes + b.shape_count,
            s.coordinates + len(self.q),
            s.speeds + len(self.qd),
            s.motors + len(self.arm.target),
        )

    @property
    def coordinates(self) -> slice:
        return slice(self.starts.coordinates, self.starts.coordinates + len(self.q))

    @property
    def speeds(self) -> slice:
        return slice(self.starts.speeds, self.starts.speeds + len(self.qd))

    def add_to(self, builder: ModelBuilder) -> None:
        """Adds the scene at its place among the others."""
        builder.add_builder(self.builder, xform=warp.transform(self.origin, warp.quat_identity()))

    def drive(self, context: Context) -> np.ndarray:
        """Tells the servos where to go in the next control step; what they were told before."""
        arm, before = self.arm, self.arm.servo
        arm.servo = before + np.clip(arm.target - before, -arm.longest, arm.longest)
        context.targets[arm.qpos] = arm.servo
        return before

    def is_finite(self, context: Context) -> bool:
        return bool(
            np.isfinite(context.joint_q[self.coordinates]).all() and np.isfinite(context.joint_qd[self.speeds]).all()
        )

    def keep(self, context: Context) -> None:
        """Takes the state over from the simulation."""
        self.q, self.qd = context.joint_q[self.coordinates].copy(), context.joint_qd[self.speeds].copy()
        self.warm = context.data.qacc_warmstart[self.speeds].copy()

    def put_back(self, context: Context) -> None:
        """Gives the simulation the state that was kept."""
        context.joint_q[self.coordinates], context.joint_qd[self.speeds] = self.q, self.qd
        context.data.qacc_warmstart[self.speeds] = self.warm
        context.targets[self.arm.qpos] = self.arm.servo

    def bind(self, context: Context) -> None:
        """Finds the parts in a simulation that was just built, and tunes the servos at home as MuJoCo's are."""
        model, data, bodies = context.model, context.data, context.bodies
        own = {
            label.removeprefix(ROOT): bodies.index(self.starts.bodies + body)
            for body, label in enumerate(self.builder.body_label)
        }
        by_name = {name.rsplit("link/", 1)[-1]: body for name, body in own.items() if name.startswith("link/")}
        self._bind_arm(by_name)
        tune_at_home(model, data, self.arm)
        ids = np.array([own[body_name(spec)] for spec in self.scene.bodies], int)
        names = index_names(self.scene)
        owner = self._owners(context, names, ids, {by_name[link] for link in self.robot.gripper_links})
        shifted = Shifted(data, self.origin)
        self.world = World(self.scene, names, model, shifted, self.arm, self.plans, ids, owner)
        self.links, self.solver_hz = by_name, context.solver_hz

    def _bind_arm(self, links: dict[str, int]) -> None:
        arm, b, s = self.arm, self.builder, self.starts
        arm.qpos = s.coordinates + _places(b, self.robot, b.joint_q_start)
        arm.qvel = s.speeds + _places(b, self.robot, b.joint_qd_start)
        arm.actuators = s.motors + np.arange(len(arm.target))
        arm.hand_body, arm.tool_body = links[self.robot.hand_link], links[self.robot.tool_link]

    def _owners(self, context: Context, names: tuple[str, ...], ids: np.ndarray, grips: set[int]) -> np.ndarray:
        """Index in `names` of each geom of MuJoCo's; -1 for those of other cells."""
        owner = np.full(context.model.ngeom, -1, np.int64)
        for geom, shape in enumerate(context.shapes):
            local = shape - self.starts.shapes
            if not 0 <= local < self.builder.shape_count:
                continue
            body = int(context.model.geom_bodyid[geom])
            label = self.builder.shape_label[local].rsplit("/", 1)[-1]
            if body == 0:
                owner[geom] = names.index(label)
            elif body in ids:
                owner[geom] = int(np.flatnonzero(ids == body)[0])
            else:
                owner[geom] = names.index("gripper" if body in grips else "arm")
        return owner

    def _loose_joints(self) -> list[int]:
        return [joint for joint, kind in enumerate(self.builder.joint_type) if kind == JointType.FREE]


def tune_at_home(model: mujoco.MjModel, data: mujoco.MjData, arm: Arm) -> None:
    home = [*arm.description.home_rad, *[arm.description.gripper.open_m] * len(arm.description.gripper.joints)]
    data.qpos[arm.qpos] = home
    mujoco.mj_step1(model, data)
    tune(model, data, arm)


def _arm(robot: RobotDescription, scene: Scene) -> Arm:
    """Standing at the start; its places come with `bind`."""
    nowhere = np.zeros(0, int)
    chain = read_chain(robot.urdf, robot.tool_link, robot.arm_joints)
    zeros = np.zeros(len(robot.arm_joints) + len(robot.gripper.joints))
    arm = Arm(robot, chain, nowhere, nowhere, nowhere, -1, -1, zeros, zeros, longest_steps(robot, scene))
    arm.command(scene.robot.joints_rad, scene.robot.gripper_opening)
    arm.servo = arm.target.copy()
    return arm


def _places(builder: ModelBuilder, robot: RobotDescription, starts: list[int]) -> np.ndarray:
    """Where the joints of arm and gripper begin in an array of a builder."""
    moving = {
        label.rsplit("/", 1)[-1]: joint
        for joint, label in enumerate(builder.joint_label)
        if builder.joint_type[joint] in (JointType.REVOLUTE, JointType.PRISMATIC)
    }
    return np.array([starts[moving[name]] for name in (*robot.arm_joints, *robot.gripper.joints)])
