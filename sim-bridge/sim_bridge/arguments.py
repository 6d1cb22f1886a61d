"""The command line of the bridge."""

from __future__ import annotations

import argparse
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from . import __version__
from .simulators import BATCHED, SIMULATORS
from .task_options import TaskOptions

OF_TASKS = ("success_term", "imports", "overrides", "cameras", "tool", "robot_name", "device", "describe")


@dataclass(frozen=True, slots=True)
class Arguments:
    simulator: str
    ready_fd: int | None
    listen: tuple[str, int] | None
    token: str | None
    exit_with_connection: bool
    slots: int
    task: TaskOptions | None
    describe: bool


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
    return Arguments(
        given.simulator,
        given.ready_fd,
        listen,
        given.token,
        given.exit_with_connection,
        given.slots,
        _task_of(parser, given),
        given.describe,
    )


def _task_of(parser: argparse.ArgumentParser, given: argparse.Namespace) -> TaskOptions | None:
    if given.task is None:
        lonely = next((name for name in OF_TASKS if getattr(given, name)), None)
        if lonely is not None:
            parser.error(f"{_FLAGS.get(lonely, '--' + lonely.replace('_', '-'))}: expected --task beside it")
        return None
    if given.simulator != "isaaclab":
        parser.error(f"--task: expected --simulator isaaclab, got {given.simulator}")
    return TaskOptions(
        given.task,
        given.success_term,
        tuple(given.imports),
        tuple(given.overrides),
        tuple(given.cameras),
        given.tool,
        given.robot_name,
        given.device,
    )


_FLAGS = {"imports": "--import", "overrides": "--override", "cameras": "--camera"}


def _pair(text: str) -> tuple[str, str]:
    ours, separator, theirs = text.partition("=")
    if not separator or not ours or not theirs:
        raise argparse.ArgumentTypeError(f"expected front=SENSOR or wrist=SENSOR, got {text!r}")
    return ours, theirs


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
    _add_task(parser.add_argument_group("a registered task of Isaac Lab, in place of our scenes (docs/isaac.md)"))
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _add_task(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--task", metavar="ID", help="as gymnasium has it")
    group.add_argument("--success-term", metavar="NAME", help="the termination term that means success")
    group.add_argument(
        "--import", dest="imports", action="append", default=[], metavar="MODULE", help="registers tasks (repeatable)"
    )
    group.add_argument(
        "--override",
        dest="overrides",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="of the configuration, e.g. physics=newton_mjwarp (repeatable)",
    )
    group.add_argument(
        "--camera",
        dest="cameras",
        action="append",
        default=[],
        type=_pair,
        metavar="front=SENSOR",
        help="which camera of the task is front, or wrist (repeatable)",
    )
    group.add_argument("--tool", metavar="BODY", help="the robot's body that is the tool")
    group.add_argument("--robot-name", metavar="NAME", help="what scenarios call the robot")
    group.add_argument("--device", metavar="NAME", help="cpu or cuda:0; a GPU where there is one, unless said")
    group.add_argument("--describe", action="store_true", help="print a scenario file for the task, and end")


def _address(text: str) -> tuple[str, int]:
    host, separator, port = text.rpartition(":")
    if not separator or not host:
        raise ValueError("no port")
    number = int(port)
    if not 0 <= number <= 65535:
        raise ValueError("port outside 0..65535")
    return host.strip("[]"), number
