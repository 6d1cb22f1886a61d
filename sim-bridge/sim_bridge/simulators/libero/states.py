"""Ground truth of a LIBERO world in the arrays of the protocol, in the world frame of LIBERO."""

from __future__ import annotations

import hashlib

import numpy as np

from ...scene import SURFACES
from ..moments import Moment
from .sampling import opening, tool_pose


class StateReader:
    """Reads one build of a world: indices are looked up once. `bodies` are the names of its objects, then fixtures."""

    def __init__(self, env) -> None:
        self._env = env
        self.bodies = [name for name in env.obj_body_id if name in env.objects_dict or name in env.fixtures_dict]
        self.names = (*self.bodies, *SURFACES)
        self._ids = [env.obj_body_id[name] for name in self.bodies]
        self._owner = self._owners()
        model = env.sim.model._model
        self._loose = [model.body_dofadr[i] if model.body_dofnum[i] == 6 else -1 for i in self._ids]

    def moment(self, time_sec: float, reported: bool) -> Moment:
        env, data = self._env, self._env.sim.data
        robot = env.robots[0]
        return Moment(
            time_sec,
            np.array([self._body(i, dof) for i, dof in zip(self._ids, self._loose, strict=True)]).reshape(-1, 13),
            np.array(data.qpos[robot._ref_joint_pos_indexes]),
            tool_pose(env),
            opening(data.qpos[robot._ref_gripper_joint_pos_indexes]),
            self._contacts(),
            reported,
        )

    def state_hash(self) -> str:
        """Over joints and velocities, and where bodies hang in the model: an initial state leaves fixtures out."""
        data, model, digest = self._env.sim.data, self._env.sim.model, hashlib.sha256()
        for values in (data.qpos, data.qvel, model.body_pos, model.body_quat):
            digest.update(np.ascontiguousarray(values, "<f8").tobytes())
        return digest.hexdigest()

    def _body(self, body: int, dof: int) -> np.ndarray:
        data = self._env.sim.data
        velocity = np.zeros(6)
        if dof >= 0:  # of a free joint MuJoCo keeps the linear one in the world, the angular one in the body
            velocity[:3] = data.qvel[dof : dof + 3]
            velocity[3:] = data.xmat[body].reshape(3, 3) @ data.qvel[dof + 3 : dof + 6]
        w, x, y, z = data.xquat[body]
        return np.array([*data.xpos[body], x, y, z, w, *velocity])

    def _owners(self) -> np.ndarray:
        """For each geom, the index in `names` of what it belongs to."""
        model = self._env.sim.model
        wrappers = {body: index for index, body in enumerate(self._ids)}
        owners = []
        for geom in range(model.ngeom):
            body = int(model.geom_bodyid[geom])
            while body not in wrappers and model.body_parentid[body] != 0:
                body = int(model.body_parentid[body])
            surface = self._surface(int(model.geom_bodyid[geom]), geom)
            owners.append(wrappers.get(body, len(self._ids) + SURFACES.index(surface)))
        return np.array(owners)

    def _surface(self, body: int, geom: int) -> str:
        model = self._env.sim.model
        name = model.body_id2name(body) or ""
        if name.startswith("gripper0"):
            return "gripper"
        if name.startswith(("robot0", "mount0")):
            return "gripper" if name == "robot0_right_hand" else "arm"
        return "floor" if body == 0 or "floor" in f"{name} {model.geom_id2name(geom)}" else "table"

    def _contacts(self) -> np.ndarray:
        data = self._env.sim.data
        pairs = self._owner[np.asarray(data.contact.geom)[: data.ncon]] if data.ncon else np.zeros((0, 2), int)
        pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
        return np.unique(pairs, axis=0).astype(np.int32)
