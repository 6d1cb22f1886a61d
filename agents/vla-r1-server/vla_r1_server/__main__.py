"""`python -m vla_r1_server`: loads, says on standard output that it listens, serves until it is told to end."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator

from .arguments import ANSWER, Arguments, read_arguments
from .generator import Generator
from .server import Server
from .stub import Stub


def main() -> int:
    arguments = read_arguments(sys.argv[1:])
    end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    if arguments.until_stdin_closes:
        threading.Thread(target=_watch_stdin, args=(end,), daemon=True).start()
    try:
        server = Server((arguments.host, arguments.port), _generator(arguments), _fates(arguments.stub))
    except OSError as mistake:
        print(f"vla_r1_server: {arguments.host}:{arguments.port}: {mistake}", file=sys.stderr)
        return 1
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        print(json.dumps({"url": f"http://{host}:{port}", "pid": os.getpid()}), flush=True)
        end.wait()
        server.shutdown()
    return 0


def _generator(arguments: Arguments) -> Generator:
    if arguments.model is None:
        return Stub()
    from .model import VlaR1

    return VlaR1(arguments.model, arguments.revision, arguments.device, arguments.sampling)


def _fates(stub: tuple[str, ...] | None) -> Iterator[str | None]:
    """None is an answer. The last one repeats."""
    names = [None if name == ANSWER else name for name in stub or (ANSWER,)]
    return itertools.chain(names, itertools.repeat(names[-1]))


def _watch_stdin(end: threading.Event) -> None:
    with contextlib.suppress(OSError):  # a closed descriptor 0 is the same news
        while os.read(0, 4096):
            pass
    end.set()


if __name__ == "__main__":
    sys.exit(main())
