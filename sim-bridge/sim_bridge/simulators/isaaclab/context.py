"""A simulation context of Isaac Lab on the CPU, filled with what a builder of Newton holds."""

from __future__ import annotations

from collections.abc import Callable

import mujoco
import warp
from isaaclab.sim import SimulationCfg, SimulationContext
from isaaclab.utils import configclass
from isaaclab_newton.physics import MJWarpSolverCfg, NewtonCfg
from isaaclab_newton.physics.mjwarp_manager import NewtonMJWarpManager
from isaaclab_newton.physics.newton_manager import NewtonBuilderCfg, NewtonManager
from newton import ModelBuilder
from newton.solvers import SolverMuJoCo

warp.config.log_level = warp.LOG_WARNING


class CpuManager(NewtonMJWarpManager):
    """Isaac Lab asks the solver for the size of a contact buffer, which that of the CPU does not have."""

    @classmethod
    def _initialize_contacts(cls) -> None:
        pass


@configclass
class CpuSolverCfg(MJWarpSolverCfg):
    class_type: type = CpuManager


SOLVER = CpuSolverCfg(
    use_mujoco_cpu=True, integrator="implicitfast", cone="elliptic", impratio=10.0, enable_multiccd=True
)


class Context:
    """One simulation. Isaac Lab has one in a process: whoever opens the next one closes this one first."""

    def __init__(self, step_sec: float, substeps: int, fill: Callable[[ModelBuilder], None]) -> None:
        physics = NewtonCfg(solver_cfg=SOLVER, num_substeps=substeps, use_cuda_graph=False)
        self._simulation = SimulationContext(SimulationCfg(dt=step_sec, device="cpu", physics=physics))
        fill(self._simulation.get_or_create_backend(NewtonBuilderCfg(physics_cfg=physics)))
        self._simulation.reset()
        self._backend, self._solver = NewtonManager.backend, NewtonManager._solver
        self.model: mujoco.MjModel = self._solver.mj_model
        self.data: mujoco.MjData = self._solver.mj_data
        self.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET  # a world that breaks must be seen

    def close(self) -> None:
        self._simulation.clear_instance()

    def step(self) -> None:
        """One control step; what follows from the state (poses, contacts) is worked out for whoever reads it."""
        self._simulation.step(render=False)
        mujoco.mj_step1(self.model, self.data)

    def show(self) -> None:
        """Takes over a state of Newton's that was written."""
        self._solver._update_mjc_data(self.data, self._backend.model, self._backend.state_0)
        mujoco.mj_step1(self.model, self.data)

    @property
    def solver_hz(self) -> float:
        """How often the solver steps in a second, as Isaac Lab has it."""
        return 1.0 / NewtonManager._solver_dt

    @property
    def joint_q(self):
        """float32, Newton's own memory: joints, and poses of loose bodies (position, quaternion xyzw)."""
        return self._backend.state_0.joint_q.numpy()

    @property
    def joint_qd(self):
        return self._backend.state_0.joint_qd.numpy()

    @property
    def targets(self):
        """float32, what position servos are told, in the places of `joint_q`."""
        return self._backend.control.joint_target_q.numpy()

    @property
    def bodies(self) -> list[int]:
        """Newton's body of each of MuJoCo's; -1 is the world."""
        return self._solver.mjc_body_to_newton.numpy()[0].tolist()

    @property
    def shapes(self) -> list[int]:
        """Newton's shape of each of MuJoCo's geoms."""
        return self._solver.mjc_geom_to_newton_shape.numpy()[0].tolist()


def empty_builder() -> ModelBuilder:
    builder = ModelBuilder()
    SolverMuJoCo.register_custom_attributes(builder)
    return builder
