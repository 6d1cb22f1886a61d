"""PyBullet: physics on the CPU, images by TinyRenderer."""

from .simulator import PyBulletSimulator

__all__ = ["PyBulletSimulator"]
