"""The command line of the bridge."""

from __future__ import annotations

import argparse
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from . import __version__
from .simulators import BATCHED, SIMULATORS


@dataclass(frozen=True, slots=True)
class Arguments:
    simulator: str
    ready_fd: int | None
    listen: tuple[str, int] | None
    token: str | None
    exit_with_connection: bool
    slots: int


def read_arguments(argv: Sequence[str]) -> Arguments:
    """Prints usage and exits with 2 on a mistake."""
    parser = _parser()
    given = parser.parse_args(argv)
    listen = None
    if given.listen is not None:
        try:
            listen = _address(given.listen)
        except ValueError as mistake:
            parser.error(f"--listen: expected HOST:PORT, got {given.listen!r}: {mistake}")
        if given.token is None and not is_loopback(listen[0]):
            parser.error(f"--listen {given.listen}: an address beyond loopback needs --token")
    if given.exit_with_connection and given.slots != 1:
        parser.error(f"--exit-with-connection: expected one slot, got --slots {given.slots}")
    return Arguments(given.simulator, given.ready_fd, listen, given.token, given.exit_with_connection, given.slots)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "sim_bridge", description="Serves a simulator, one client a slot (docs/protocol.md)."
    )
    parser.add_argument("--simulator", required=True, choices=sorted({*SIMULATORS, *BATCHED}))
    parser.add_argument("--slots", type=int, default=1, metavar="N", help="worlds in one simulation (isaaclab)")
    parser.add_argument("--ready-fd", type=int, metavar="N", help="write one line of JSON here once listening")
    parser.add_argument("--listen", metavar="HOST:PORT", help="TCP instead of a private Unix socket; port 0 is any")
    parser.add_argument("--token", help="what a client must say in hello; needed beyond loopback")
    parser.add_argument("--exit-with-connection", action="store_true", help="end when the client leaves")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _address(text: str) -> tuple[str, int]:
    host, separator, port = text.rpartition(":")
    if not separator or not host:
        raise ValueError("no port")
    number = int(port)
    if not 0 <= number <= 65535:
        raise ValueError("port outside 0..65535")
    return host.strip("[]"), number
