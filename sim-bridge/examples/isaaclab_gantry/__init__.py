"""Tasks of our own for Isaac Lab, registered as its own are: a hand on slides lifts a cube. No asset is fetched.

`--import isaaclab_gantry` makes them known to a bridge (docs/isaac.md).
"""

import gymnasium

ENTRY_POINT = "isaaclab.envs:ManagerBasedRLEnv"
CONFIGURATIONS = {"Gantry-Lift-Cube": "LiftCubeCfg", "Gantry-Lift-Cube-Joints": "LiftCubeByJointsCfg"}

for name, configuration in CONFIGURATIONS.items():
    gymnasium.register(
        name,
        ENTRY_POINT,
        disable_env_checker=True,
        kwargs={"env_cfg_entry_point": f"isaaclab_gantry.lift_cube:{configuration}"},
    )
