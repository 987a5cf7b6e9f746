"""A process in which everything is imported already, and which forks one for each command.

A command that drives the engine spends most of its processor time on imports. One that is forked
is as much of its own as one that is started: folder, environment, streams, session, signals; what
the imports leave is all that it shares.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

PACKAGES = ("setpoint", "components", "providers", "sandbox")
# Programs: importing them starts them.
_PROGRAMS = ("__main__", "components.digest.function")
ROOT = Path(__file__).parents[2]
_LONGEST = 1_000_000  # bytes of a request
_CTRL_C = 128 + signal.SIGINT


def serve(requests: socket.socket) -> None:
    """Fork a process for each request, until the other end is closed."""
    _import_everything()
    gc.freeze()
    while True:
        message, streams, _, _ = socket.recv_fds(requests, _LONGEST, 3, socket.MSG_CMSG_CLOEXEC)
        if not message:
            return
        if os.fork() == 0:
            requests.close()
            _keep(json.loads(message), *streams)
        for one in streams:
            os.close(one)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _import_everything() -> None:
    for name in PACKAGES:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not any(word in found.name for word in _PROGRAMS):
                importlib.import_module(found.name)
    importlib.import_module("setpoint.catalog").load_catalog(ROOT, "prod")  # models, grammars


def _keep(request: dict[str, Any], stdout: int, stderr: int, told: int) -> NoReturn:
    """Fork the command, and tell its process's number and how it ends."""
    pid = os.fork()
    if pid == 0:
        os.close(told)
        _become(request, stdout, stderr)
    os.close(stdout)
    os.close(stderr)
    os.write(told, f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with suppress(BrokenPipeError):
        os.write(told, f"{code}\n".encode())
    os._exit(0)


def _become(request: dict[str, Any], stdout: int, stderr: int) -> NoReturn:
    """Be the process of a command."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        for number, stream in enumerate((stdout, stderr), start=1):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["variables"])
        time.tzset()
        sys.path[0] = request["folder"]
        module, *sys.argv[1:] = request["command"]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        os._exit(_CTRL_C)
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else int(end.code is not None))
    except BaseException:  # noqa: BLE001 - as Python ends a program
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
