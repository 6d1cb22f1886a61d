"""LIBERO and LIBERO-PRO behind the bridge: worlds that the benchmark brings along, loaded by name."""

from .simulator import LiberoSimulator

__all__ = ["LiberoSimulator"]
