"""One LIBERO environment: made for a definition, reset from a seed, put into an initial state, left to rest."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
from libero.libero.envs.env_wrapper import ControlEnv

from ...errors import BridgeError
from ...scene import Body, Foreign, Friction, Pose, Robot, Scene
from ..base import Settling
from ..moments import Moment, settling_between
from .commands import WAIT
from .sampling import CAMERAS, Sampler
from .states import StateReader
from .tasks import TaskFile, described, initial_state

CONTROL_HZ = 20
ROBOT = "panda"


class LiberoWorld:
    """A world that is reset anew for every episode; only another definition needs another one."""

    def __init__(self, task: TaskFile) -> None:
        self.task = task
        self._wrapper = ControlEnv(
            bddl_file_name=str(task.path),
            use_camera_obs=False,
            has_offscreen_renderer=False,
            ignore_done=True,
            control_freq=CONTROL_HZ,
        )
        self.env = self._wrapper.env
        self.sampler = Sampler(self.env)
        self.reader = StateReader(self.env)
        self._steps = 0

    def start(self, foreign: Foreign, seed: int) -> Settling:
        """Fixtures come from the seed, all else from the initial state: neither alone pins a scene."""
        state = initial_state(foreign.states_of, foreign.task, foreign.initial_state)
        self.sampler.expect(())
        random.seed(seed)
        self._wrapper.seed(seed)
        self._wrapper.reset()
        self.reader = StateReader(self.env)
        self._demand_fit(state, foreign)
        self._wrapper.set_init_state(state)
        before = self.reader.moment(0.0, False)
        for _ in range(foreign.wait_steps):
            self.env.step(np.array(WAIT))
        self._steps = 0
        return settling_between(self.reader.bodies, before, self.reader.moment(0.0, False), foreign.wait_steps)

    def advance(self, action: np.ndarray) -> Moment:
        *_, reported, _ = self.env.step(action)
        self._steps += 1
        return self.reader.moment(self._steps / CONTROL_HZ, bool(reported))

    def moment(self) -> Moment:
        return self.reader.moment(self._steps / CONTROL_HZ, bool(self._wrapper.check_success()))

    def read_back(self, scene: Scene, foreign: Foreign) -> Scene:
        """What the environment says it is; of what such a world has no word for, what was sent."""
        own = described(self.task.suite, Path(self.env.bddl_file_name), self.env.parsed_problem)
        found = replace(
            foreign,
            suite=own.suite,
            task=own.name,
            definition=own.definition,
            scene=own.scene,
            goal=own.goal,
            text_of_name=own.text_of_name,
            text_of_definition=own.text_of_definition,
        )
        moment = self.reader.moment(0.0, False)
        return replace(
            scene,
            control_hz=float(self.env.control_freq),
            physics_hz=round(1 / self.env.sim.model.opt.timestep, 6),
            robot=Robot(ROBOT, tuple(map(float, moment.joints)), moment.gripper_opening),
            cameras=tuple(self.sampler.camera(name) for name in CAMERAS),
            bodies=tuple(self._body(name, row) for name, row in zip(self.reader.bodies, moment.bodies, strict=True)),
            foreign=found,
        )

    def _body(self, name: str, row: np.ndarray) -> Body:
        env, model = self.env, self.env.sim.model
        index = env.obj_body_id[name]
        fixed = name in env.fixtures_dict
        kind = (env.fixtures_dict if fixed else env.objects_dict)[name].category_name
        geoms = [geom for geom in range(model.ngeom) if model.geom_bodyid[geom] == index]
        slide, spin, roll = map(float, model.geom_friction[geoms[0]]) if geoms else (1.0, 0.0, 0.0)
        return Body(
            name=name,
            model=f"libero/{kind}",
            pose=Pose(tuple(map(float, row[:3])), tuple(map(float, row[3:7]))),
            color=None,
            scale=1.0,
            mass_kg=float(model.body_subtreemass[index]),
            friction=Friction(slide, roll, spin),
            fixed=fixed,
        )

    def _demand_fit(self, state: np.ndarray, foreign: Foreign) -> None:
        model = self.env.sim.model
        wanted = 1 + model.nq + model.nv
        if len(state) != wanted:
            where = f"{foreign.states_of} for {foreign.task!r}"
            raise BridgeError(
                "E_SCENE", f"scene.foreign.statesOf: expected states of {wanted} numbers, got {len(state)} in {where}"
            )
