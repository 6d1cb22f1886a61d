"""Registered tasks of Isaac Lab behind the bridge: one batched environment, a slot for each of its worlds."""

from .make import make_isaaclab_task

__all__ = ["make_isaaclab_task"]
