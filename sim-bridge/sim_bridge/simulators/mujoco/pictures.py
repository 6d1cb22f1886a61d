"""Frames by MuJoCo's own renderer: RGB, metric depth, segmentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import mujoco
import numpy as np

from ...requests import CameraRequest
from ...rotation import compose, multiply
from ...scene import Camera, Light, Pose, Rgb, Scene
from ...visuals import Visuals
from ..base import CameraImage
from ..gl import GlThread
from ..lens import intrinsics
from ..sensor_noise import with_noise
from .mjcf import wxyz
from .stage import build_stage

LOOK_BACK = (1.0, 0.0, 0.0, 0.0)
"""Half a turn about x (xyzw): from our camera frame (y down, z forward) to MuJoCo's (y up, z backward)."""
SEGMENT = (mujoco.mjtRndFlag.mjRND_SEGMENT, mujoco.mjtRndFlag.mjRND_IDCOLOR)
MARGIN_GEOMS = 100


class Pictures:
    """What every frame of a world is drawn with. `poses` says where the frames of `visuals` are, `hand` the hand."""

    def __init__(
        self,
        scene: Scene,
        names: Sequence[str],
        seed: int,
        gl: GlThread,
        visuals: Callable[[], Visuals],
        poses: Callable[[], np.ndarray],
        hand: Callable[[], Pose],
    ) -> None:
        self.light: Light = scene.light
        self.background: Rgb = scene.background
        self.noise_std = scene.sensor_noise_std
        self.cameras: dict[str, Camera] = {camera.name: camera for camera in scene.cameras}
        self._names, self._seed, self._gl = list(names), seed, gl
        self._visuals, self._poses, self._hand = visuals, poses, hand
        self._canvas: Canvas | None = None

    def pose(self, camera: str) -> Pose:
        """Where a camera is in the world now."""
        lens = self.cameras[camera]
        return lens.pose if lens.mount == "world" else compose(self._hand(), lens.pose)

    def frame(self, request: CameraRequest, step: int) -> CameraImage:
        """One frame at control step `step`; `E_OBSERVE` on a machine that cannot draw."""
        lens, pose = self.cameras[request.name], self.pose(request.name)
        rgb, depth, parts = self._gl.run(lambda: self._draw(request, lens, pose))
        rgb[depth >= lens.far_m] = np.rint(255 * np.array(self.background))
        return CameraImage(
            rgb=with_noise(rgb, self.noise_std, self._seed, step, list(self.cameras).index(request.name)),
            depth=depth if request.depth else None,
            segmentation=parts,
            intrinsics=intrinsics(lens.fov_y_rad, request.width_px, request.height_px),
            pose=pose,
        )

    def _draw(self, request: CameraRequest, lens: Camera, pose: Pose):
        if self._canvas is None:
            self._canvas = Canvas(self._visuals(), self.light, self._names)
        return self._canvas.draw(request, lens, pose, self._poses())


class Canvas:
    """A scene in the memory of OpenGL; all of it in the thread of the context."""

    def __init__(self, visuals: Visuals, light: Light, names: list[str]) -> None:
        self._model, parts = build_stage(visuals, light)
        self._data = mujoco.MjData(self._model)
        self._scene = mujoco.MjvScene(self._model, self._model.ngeom + MARGIN_GEOMS)
        self._scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = light.shadow
        self._context = mujoco.MjrContext(self._model, mujoco.mjtFontScale.mjFONTSCALE_100)
        self._context.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR
        self._name_of = np.array([names.index(visuals.parts[part].name) for part in parts], np.int32)
        self._camera = mujoco.MjvCamera()
        self._camera.type, self._camera.fixedcamid = mujoco.mjtCamera.mjCAMERA_FIXED, 0

    def draw(self, request: CameraRequest, lens: Camera, pose: Pose, poses: np.ndarray):
        """RGB, depth, and segmentation where it is asked for."""
        self._pose(lens, pose, poses)
        area = mujoco.MjrRect(0, 0, request.width_px, request.height_px)
        mujoco.mjr_resizeOffscreen(request.width_px, request.height_px, self._context)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, self._context)
        rgb = np.empty((request.height_px, request.width_px, 3), np.uint8)
        depth = np.empty((request.height_px, request.width_px), np.float32)
        mujoco.mjr_render(area, self._scene, self._context)
        mujoco.mjr_readPixels(rgb, depth, area, self._context)
        parts = self._segment(area, rgb.shape) if request.segmentation else None
        return rgb[::-1].copy(), _metric(depth[::-1], lens), parts

    def _pose(self, lens: Camera, pose: Pose, poses: np.ndarray) -> None:
        model, data = self._model, self._data
        data.mocap_pos[:-1], data.mocap_quat[:-1] = poses[:, :3], poses[:, [6, 3, 4, 5]]
        data.mocap_pos[-1], data.mocap_quat[-1] = pose.position, wxyz(multiply(pose.quaternion, LOOK_BACK))
        model.cam_fovy[0] = np.degrees(lens.fov_y_rad)
        model.vis.map.znear, model.vis.map.zfar = lens.near_m, lens.far_m
        mujoco.mj_kinematics(model, data)
        mujoco.mj_camlight(model, data)
        everything = mujoco.mjtCatBit.mjCAT_ALL
        mujoco.mjv_updateScene(model, data, mujoco.MjvOption(), None, self._camera, everything, self._scene)

    def _segment(self, area: mujoco.MjrRect, shape: tuple[int, ...]) -> np.ndarray:
        self._scene.flags[SEGMENT[0]] = self._scene.flags[SEGMENT[1]] = 1
        ids = np.empty(shape, np.uint8)
        mujoco.mjr_render(area, self._scene, self._context)
        mujoco.mjr_readPixels(ids, None, area, self._context)
        self._scene.flags[SEGMENT[0]] = self._scene.flags[SEGMENT[1]] = 0
        table = np.full(self._scene.ngeom + 1, -1, np.int32)
        for geom in self._scene.geoms[: self._scene.ngeom]:
            if geom.segid >= 0 and geom.objtype == mujoco.mjtObj.mjOBJ_GEOM:
                table[geom.segid + 1] = self._name_of[geom.objid]
        return table[ids[::-1].astype(np.int64) @ (1, 256, 65536)]


def _metric(depth: np.ndarray, lens: Camera) -> np.ndarray:
    """The z-buffer's [0 far, 1 near] as metres along the optical axis."""
    near, far = lens.near_m, lens.far_m
    return np.minimum(near * far / (near + depth.astype(np.float64) * (far - near)), far).astype(np.float32)
