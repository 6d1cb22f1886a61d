"""Isaac Lab without Omniverse Kit: its Newton physics, our table-top scenes, several worlds in one simulation."""

from .simulator import make_isaaclab

__all__ = ["make_isaaclab"]
