"""The command line of the server."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arguments:
    policy: str
    """`module:Class` or `file.py:Class`."""
    arguments: dict
    """For the constructor of the class."""
    socket: str | None
    listen: tuple[str, int]
    ready_fd: int | None


def read_arguments(argv: Sequence[str], variables: Mapping[str, str] = os.environ) -> Arguments:
    """Where to listen is the harness's to say by its variables, else the command line's. Exits with 2 on a mistake."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        arguments = json.loads(given.args)
        host, _, port = given.listen.rpartition(":")
        address = (host.strip("[]"), int(port))
    except ValueError as mistake:
        parser.error(str(mistake))
    if not isinstance(arguments, dict):
        parser.error(f'--args: expected a JSON object {{"name": value}}, got {given.args}')
    ready_fd = variables.get("VLA_POLICY_READY_FD")
    return Arguments(
        given.policy,
        arguments,
        variables.get("VLA_POLICY_SOCKET"),
        address,
        int(ready_fd) if ready_fd else None,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "vla_policy_server", description="Serves a robot policy over policy protocol 1 (docs/policy-protocol.md)."
    )
    parser.add_argument("policy", metavar="module:Class|file.py:Class", help="a class with reset and act")
    parser.add_argument("--args", default="{}", metavar="JSON", help="arguments of the class, as a JSON object")
    parser.add_argument(
        "--listen", default="127.0.0.1:8500", metavar="HOST:PORT", help="0 is any free port (default %(default)s)"
    )
    return parser
