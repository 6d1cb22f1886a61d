"""MuJoCo: physics on the CPU, images by EGL or OSMesa where there is one."""

from .simulator import MujocoSimulator

__all__ = ["MujocoSimulator"]
