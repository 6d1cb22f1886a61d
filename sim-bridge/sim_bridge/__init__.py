"""Robot simulators behind one small protocol (docs/protocol.md)."""

__version__ = "0.1.0"
PROTOCOL = 1
