"""The command line of the server."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from . import __version__
from .faults import FAULTS
from .sampling import Sampling

ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Arguments:
    host: str
    port: int
    model: str | None
    revision: str | None
    device: str
    sampling: Sampling
    stub: tuple[str, ...] | None
    """What each request meets, in turn, the last again and again: `answer` or the name of a fault."""
    until_stdin_closes: bool


def read_arguments(argv: Sequence[str]) -> Arguments:
    """Prints usage and exits with 2 on a mistake."""
    parser = _parser()
    given = parser.parse_args(argv)
    sampling = Sampling(given.temperature, given.top_p, given.repetition_penalty, given.max_new_tokens)
    stub = None if given.stub is None else _stub(parser, given.stub)
    return Arguments(
        given.host,
        given.port,
        given.model,
        given.revision,
        given.device,
        sampling,
        stub,
        given.until_stdin_closes,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "vla_r1_server", description="Serves VLA-R1 over the protocol of the released server."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--model", metavar="PATH|NAME", help="released weights: a folder, or a name on the hub")
    what.add_argument(
        "--stub",
        nargs="?",
        const=ANSWER,
        metavar="WHAT,...",
        help=f"no weights: what requests meet in turn, the last for ever: {ANSWER} (default), {', '.join(FAULTS)}",
    )
    defaults = Sampling()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 is any free one (default 8000)")
    parser.add_argument("--revision", help="of a model on the hub")
    parser.add_argument("--device", default="auto", help="auto, cuda:0, cpu")
    parser.add_argument("--temperature", type=float, default=defaults.temperature, help="0 takes the likeliest token")
    parser.add_argument("--top-p", type=float, default=defaults.top_p)
    parser.add_argument("--repetition-penalty", type=float, default=defaults.repetition_penalty)
    parser.add_argument("--max-new-tokens", type=int, default=defaults.max_new_tokens)
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the process that started it")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _stub(parser: argparse.ArgumentParser, text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    known = [ANSWER, *FAULTS]
    for name in names:
        if name not in known:
            parser.error(f"--stub: expected some of {', '.join(known)}, got {name!r}")
    return names
