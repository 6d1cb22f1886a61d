"""What policies see of a LIBERO world, read when LIBERO's own observations are: a physics step before the end of a
control step."""

from __future__ import annotations

import math
import time

import mujoco
import numpy as np
from robosuite.utils.binding_utils import MjRenderContextOffscreen
from robosuite.utils.observables import Observable, sensor

from ...requests import CameraRequest, ObserveRequest
from ...rotation import multiply
from ...scene import Camera, Pose
from ..base import CameraImage, Reading
from ..lens import intrinsics

CAMERAS = {"front": "agentview", "wrist": "robot0_eye_in_hand"}
"""Our names for LIBERO's two cameras."""
LOOK_BACK = (1.0, 0.0, 0.0, 0.0)
"""Half a turn about x (xyzw): from our camera frame (y down, z forward) to MuJoCo's (y up, z backward)."""
VISUAL_MESHES, COLLISION_MESHES = 1, 0
FINGER_M = 0.04


class Sampler:
    """An observable of the environment's own kind, with their clock. It draws only what somebody waits for."""

    def __init__(self, env) -> None:
        self._env = env
        self._wanted: tuple[CameraRequest, ...] = ()
        self._images: dict[str, CameraImage] = {}
        self._state: dict[str, np.ndarray] = {}
        self._render_ms = 0.0

        @sensor(modality="harness")
        def sample(cache: dict) -> np.ndarray:
            if hasattr(env, "sim"):
                self._sample()
            return np.zeros(1)

        env.add_observable(Observable(name="harness", sensor=sample, sampling_rate=env.control_freq))

    def expect(self, cameras: tuple[CameraRequest, ...]) -> None:
        """Draws these with every sample from now on, until told otherwise."""
        self._wanted = cameras

    def reading(self, observe: ObserveRequest) -> Reading:
        """The last sample. What it was not told to draw in time is drawn now."""
        late = tuple(c for c in observe.cameras if c.name not in self._images)
        if late:
            self._draw(late)
        images = {c.name: self._images[c.name] for c in observe.cameras}
        state = {key: self._state[key] for key in observe.state}
        return Reading(images, state, [], len(images), self._render_ms if images else 0.0)

    def camera(self, name: str) -> Camera:
        """As it is now, in the world."""
        model = self._env.sim.model
        lens = model.camera_name2id(CAMERAS[name])
        return Camera(name, "world", self._pose(lens), math.radians(float(model.cam_fovy[lens])), *self._planes())

    def _sample(self) -> None:
        env, data = self._env, self._env.sim.data
        robot = env.robots[0]
        fingers = data.qpos[robot._ref_gripper_joint_pos_indexes]
        self._state = {
            "jointPositions": np.array(data.qpos[robot._ref_joint_pos_indexes]),
            "jointVelocities": np.array(data.qvel[robot._ref_joint_vel_indexes]),
            "tcpPose": tool_pose(env),
            "gripperOpening": np.array([opening(fingers)]),
        }
        self._images, self._render_ms = {}, 0.0
        if self._wanted:
            self._draw(self._wanted)

    def _draw(self, cameras: tuple[CameraRequest, ...]) -> None:
        started = time.perf_counter()
        self._open_canvas()
        for camera in cameras:
            self._images[camera.name] = self._image(camera)
        self._render_ms += (time.perf_counter() - started) * 1000

    def _open_canvas(self) -> None:
        """LIBERO opens one with every reset; here it is there once a picture is asked for."""
        sim = self._env.sim
        if sim._render_context_offscreen is None:
            canvas = MjRenderContextOffscreen(sim, device_id=-1)
            canvas.vopt.geomgroup[COLLISION_MESHES], canvas.vopt.geomgroup[VISUAL_MESHES] = 0, 1

    def _image(self, request: CameraRequest) -> CameraImage:
        sim = self._env.sim
        size = {"width": request.width_px, "height": request.height_px}
        drawn = sim.render(camera_name=CAMERAS[request.name], depth=request.depth, **size)
        rgb, depth = drawn if request.depth else (drawn, None)
        lens = sim.model.camera_name2id(CAMERAS[request.name])
        return CameraImage(
            rgb=np.ascontiguousarray(rgb[::-1]),  # LIBERO's rows come from the bottom up
            depth=None if depth is None else self._metres(depth[::-1]),
            segmentation=None,
            intrinsics=intrinsics(math.radians(float(sim.model.cam_fovy[lens])), request.width_px, request.height_px),
            pose=self._pose(lens),
        )

    def _metres(self, depth: np.ndarray) -> np.ndarray:
        """Of OpenGL's depth buffer, along the optical axis."""
        near, far = self._planes()
        return np.ascontiguousarray(near / (1 - depth * (1 - near / far)), np.float32)

    def _planes(self) -> tuple[float, float]:
        model = self._env.sim.model
        return float(model.vis.map.znear * model.stat.extent), float(model.vis.map.zfar * model.stat.extent)

    def _pose(self, lens: int) -> Pose:
        data = self._env.sim.data
        return Pose(tuple(map(float, data.cam_xpos[lens])), multiply(quaternion(data.cam_xmat[lens]), LOOK_BACK))


def tool_pose(env) -> np.ndarray:
    """Between the fingertips, turned as the hand: LIBERO's `robot0_eef_pos` and `robot0_eef_quat`."""
    data, robot = env.sim.data, env.robots[0]
    w, x, y, z = data.get_body_xquat(robot.robot_model.eef_name)
    return np.array([*data.site_xpos[robot.eef_site_id], x, y, z, w])


def opening(fingers: np.ndarray) -> float:
    return float(np.clip((fingers[0] - fingers[1]) / (2 * FINGER_M), 0.0, 1.0))


def quaternion(matrix: np.ndarray) -> tuple[float, float, float, float]:
    """xyzw of a rotation matrix, row-major, as MuJoCo turns it."""
    out = np.zeros(4)
    mujoco.mju_mat2Quat(out, np.asarray(matrix, np.float64).reshape(9))
    return float(out[1]), float(out[2]), float(out[3]), float(out[0])
