"""`python -m vla_policy_server policy.py:MyPolicy`: loads, says that it listens, serves until it ends."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading

from .arguments import Arguments, read_arguments
from .errors import told
from .main_thread import MainThread


def main() -> None:
    arguments = read_arguments(sys.argv[1:])
    os.dup2(2, 1)  # what a policy prints is for a person
    code = 1
    try:
        _serve(arguments)
        code = 0
    except BaseException as error:
        mistake = told(error)
        print(mistake["traceback"] or mistake["message"], file=sys.stderr)
        _announce(arguments.ready_fd, {"error": mistake})
    # Threads that a policy has left running must not keep the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _serve(arguments: Arguments) -> None:
    from .load import load_class
    from .served import Served
    from .server import Place, listen_tcp, listen_unix
    from .session import Session

    served = Served(load_class(arguments.policy), arguments.arguments)
    thread = MainThread()
    place = Place(lambda: Session(served), thread.call, served.sessions)
    if arguments.socket is not None:
        server = listen_unix(arguments.socket, place)
        where: dict = {"socket": arguments.socket}
    else:
        server = listen_tcp(*arguments.listen, place)
        where = {"port": server.socket.getsockname()[1]}
    threading.Thread(target=server.serve_forever, name="server", daemon=True).start()
    _end_with(thread, watch_stdin=arguments.ready_fd is not None)
    _announce(arguments.ready_fd, {**where, "pid": os.getpid()})
    thread.run()
    with contextlib.suppress(Exception):
        served.close()


def _end_with(thread: MainThread, *, watch_stdin: bool) -> None:
    """A harness that dies, even by SIGKILL, closes our standard input."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: thread.end())
    if watch_stdin:
        threading.Thread(target=_watch_stdin, args=(thread,), name="stdin", daemon=True).start()


def _watch_stdin(thread: MainThread) -> None:
    with contextlib.suppress(OSError):  # a closed descriptor 0 is the same news
        while os.read(0, 4096):
            pass
    thread.end()


def _announce(descriptor: int | None, announcement: dict) -> None:
    line = json.dumps(announcement) + "\n"
    if descriptor is None:
        print(line, end="", file=sys.stderr, flush=True)
        return
    with contextlib.suppress(OSError):  # nobody waits for it any more
        os.write(descriptor, line.encode())
        os.close(descriptor)


if __name__ == "__main__":
    main()
