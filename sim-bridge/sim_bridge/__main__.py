"""`python -m sim_bridge`: puts the parts together and lives until there is a reason to end."""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from pathlib import Path

from .arguments import Arguments, read_arguments
from .errors import CannotListen, CannotStart
from .life import Ending, private_folder
from .task_options import TaskOptions


def main() -> None:
    arguments = read_arguments(sys.argv[1:])
    printed = os.dup(1)
    os.dup2(2, 1)  # simulators print on C stdout; before any of them is imported, send it to stderr
    ending = Ending()
    ending.on_signals()
    if arguments.ready_fd is not None or arguments.listen is None:
        ending.on_stdin_closed()
    code = 0
    try:
        with private_folder() as folder:
            if arguments.describe and arguments.task is not None:
                _describe(arguments.task, printed)
            else:
                _serve(arguments, folder, ending)
    except (CannotListen, CannotStart, OSError) as mistake:
        print(f"sim_bridge: {mistake}", file=sys.stderr, flush=True)
        code = 1 if isinstance(mistake, OSError) else 2
    # A physics step in another thread must not delay the end; everything outside this process is released by now.
    sys.stderr.flush()
    os._exit(code)


def _describe(task: TaskOptions, printed: int) -> None:
    from .simulators import describe_task

    os.write(printed, describe_task(task).encode())


def _serve(arguments: Arguments, folder: Path, ending: Ending) -> None:
    from .library import Library
    from .listening import listen_at
    from .server import Slots, listen_unix
    from .session import Session
    from .simulators import make_slots

    simulators = make_slots(arguments.simulator, folder, arguments.slots, arguments.task)
    assets = Library().asset_hashes()
    left = (lambda: ending.ask("the client left")) if arguments.exit_with_connection else (lambda: None)
    # Reading states makes thousands of tuples and no cycles: to look for some in mid-step costs more than it frees.
    # A session does it at reset.
    gc.collect()
    gc.freeze()
    gc.disable()
    slots = Slots([lambda s=s: Session(s, assets, arguments.token) for s in simulators], left)
    if arguments.listen is None:
        path = folder / "socket"
        server = listen_unix(path, slots)
        announcement: dict = {"socket": str(path)}
    else:
        server = listen_at(*arguments.listen, slots)
        host, port = server.socket.getsockname()[:2]
        announcement = {"host": host, "port": port}
    threading.Thread(target=server.serve_forever, name="server", daemon=True).start()
    _announce(arguments.ready_fd, {**announcement, "pid": os.getpid()})
    ending.wait()


def _announce(descriptor: int | None, announcement: dict) -> None:
    line = json.dumps(announcement) + "\n"
    if descriptor is None:
        print(line, end="", file=sys.stderr, flush=True)
        return
    os.write(descriptor, line.encode())
    os.close(descriptor)


if __name__ == "__main__":
    main()
