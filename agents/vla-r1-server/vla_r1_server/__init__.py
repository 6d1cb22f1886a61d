"""Serves VLA-R1, or a stub of it, over the protocol of the released server."""

__version__ = "0.1.0"
