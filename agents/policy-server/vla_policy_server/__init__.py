"""A policy of one's own behind policy protocol 1: `python -m vla_policy_server policy.py:MyPolicy`."""

from __future__ import annotations

from .messages import End, Episode, Observation

__version__ = "0.1.0"
PROTOCOL = 1

__all__ = ["PROTOCOL", "End", "Episode", "Observation", "__version__"]
