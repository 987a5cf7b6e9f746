"""`python -m sandbox`: runs the accounts on loopback without the rest of Setpoint."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.errors import SandboxError
from sandbox.location import default_directory
from sandbox.private import require_outside_of_checkouts
from sandbox.store import StoreError

if TYPE_CHECKING:
    from sandbox.lifecycle import SandboxStatus


def main(arguments: list[str] | None = None) -> None:
    """Run one subcommand; exits with 1 and a sentence when it cannot."""
    parsed = _parser().parse_args(arguments)
    try:
        directory = _directory(parsed.state)
        if parsed.command == "serve":
            _serve(directory)
        else:
            print(_background(parsed.command, directory))  # noqa: T201 - a command's output
    except (SandboxError, StoreError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)  # as shells do for a program ended by SIGINT


def _directory(state: Path | None) -> Path:
    if state is None:
        return default_directory()
    require_outside_of_checkouts(state.absolute())
    return state.absolute()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = {
        "serve": "serve in the foreground until Ctrl-C",
        "start": "serve in the background",
        "stop": "end the background process",
        "status": "tell whether it runs, and where",
        "reset": "forget all that was provisioned",
        "remove": "end the background process and delete its folder",
    }
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, text in commands.items():
        command = subparsers.add_parser(name, help=text, description=text)
        command.add_argument(
            "--state", type=Path, help="folder of the sandbox's files (default: the project's)"
        )
    return parser


def _serve(directory: Path) -> None:
    from sandbox.server import serve  # noqa: PLC0415 - the other subcommands do without servers

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    serve(directory)


def _background(command: str, directory: Path) -> str:
    from sandbox import lifecycle  # noqa: PLC0415 - `serve` does without it

    if command == "stop":
        return "Stopped." if lifecycle.stop(directory) else "It was not running."
    if command == "remove":
        return "Removed." if lifecycle.remove(directory) else "There was none."
    if command == "start":
        lifecycle.start(directory)
    if command == "reset":
        lifecycle.reset(directory)
    return _describe(lifecycle.status(directory))


def _describe(status: SandboxStatus) -> str:
    if status.info is None:
        return "It was never started."
    if not status.running:
        return "It ended unexpectedly." if status.info.pid else "It is not running."
    lines = [f"It runs as process {status.info.pid}, log {status.info.log}.", *status.info.notes]
    for account, answers in status.answering.items():
        url = getattr(status.info.urls, account)
        lines.append(f"{account:10} {url}" + ("" if answers else " does not answer"))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
