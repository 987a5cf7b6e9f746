"""`setpoint init`: a project for an organization that has none yet."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli import _clock
from setpoint.cli._output import refuse_links
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.scaffold import Answers

app = typer.Typer()

_ENVIRONMENTS = "staging,prod"
_REGION = "us-east-1"
# Numbers that nobody has.
_PEOPLE = (
    "First Oncall <first@example.com> +15550100001, Second Oncall <second@example.com> +15550100002"
)
_WORKSPACE = "T0123ABCD"


@app.command()
def init(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where; made if missing.")] = Path(),
    organization: Annotated[
        str | None,
        typer.Option(help="Short name, part of every vendor's names.", show_default="the folder's"),
    ] = None,
    environments: Annotated[
        str | None,
        typer.Option(
            help="With commas between; the last one pages people.", show_default=_ENVIRONMENTS
        ),
    ] = None,
    region: Annotated[str | None, typer.Option(help="Of AWS.", show_default=_REGION)] = None,
    sentry_organization: Annotated[
        str | None, typer.Option(help="Sentry's slug.", show_default="the organization")
    ] = None,
    people: Annotated[
        str | None,
        typer.Option(
            help="Who is on call in turn, as 'Ana Ruiz <ana@example.com> +15550100001', with"
            " commas between.",
            show_default="two made-up ones",
        ),
    ] = None,
    email: Annotated[
        str | None,
        typer.Option(help="Who is mailed besides.", show_default="the first of the people"),
    ] = None,
    slack_workspace: Annotated[
        str | None, typer.Option(help="Its id; '-' for no Slack.", show_default=_WORKSPACE)
    ] = None,
    slack_channels: Annotated[
        str | None,
        typer.Option(
            help="One for each environment, as '#alerts=C0123ABCD', with commas between.",
            show_default="made-up ones",
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: take the defaults.")
    ] = False,
) -> None:
    """Make a project with one alert of each vendor, asking for what no option says."""
    from setpoint.scaffold import Wrong, read_answers

    ask = _asking(silent=yes or not _somebody_is_there())
    named = ask("Organization", organization, _name_of(folder))
    stages = ask("Environments, the one that pages last", environments, _ENVIRONMENTS)
    rota = ask("On call, in turn", people, _PEOPLE)
    workspace = ask("Slack workspace ('-' for none)", slack_workspace, _WORKSPACE).strip("-")
    channels = ask("Slack channels", slack_channels, _channels(stages)) if workspace else ""
    try:
        answers = read_answers(
            organization=named,
            environments=stages,
            region=ask("AWS region", region, _REGION),
            sentry_organization=ask("Sentry organization", sentry_organization, named),
            people=rota,
            email=ask("E-mail for alerts of the day", email, _address(rota)),
            slack_workspace=workspace,
            slack_channels=channels,
            start=_clock.today(),
        )
    except Wrong as error:
        raise CommandError(str(error)) from error
    _write(folder, answers)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _asking(*, silent: bool) -> Callable[[str, str | None, str], str]:
    """Return what gives an answer: the option's, the default where nobody is to be asked."""

    def ask(question: str, given: str | None, default: str) -> str:
        if given is not None or silent:
            return default if given is None else given
        answer: str = typer.prompt(question, default=default, show_default=bool(default))
        return answer.strip()

    return ask


def _name_of(folder: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "acme"


def _address(people: str) -> str:
    """Return the first address."""
    return people.partition("<")[2].partition(">")[0]


def _channels(environments: str) -> str:
    """Return a made-up channel for each environment; the last one's is plain #alerts."""
    *others, _ = environments.split(",")
    made_up = [f"#{name.strip()}-alerts=C0{number}00ABCD" for number, name in enumerate(others, 1)]
    return ", ".join([*made_up, "#alerts=C0123ABCD"])


def _write(folder: Path, answers: Answers) -> None:
    from setpoint.scaffold import ExistingFilesError, render, write

    files = render(answers)
    for name in files:
        if not (folder / name).exists():
            refuse_links(folder / name, folder)
    try:
        left = write(folder, files)
    except ExistingFilesError as error:
        raise CommandError(
            f"{folder} has {error} already; nothing was written. Take an empty folder"
        ) from error
    for name in sorted(files):
        typer.echo(f"  {name}" + (" (there already, left as it is)" if name in left else ""))
    _tell(folder, answers)


def _tell(folder: Path, answers: Answers) -> None:
    """Print what to do next, as this command can be called here."""
    called = "setpoint" if shutil.which("setpoint") else shlex.quote(sys.argv[0])
    if folder.resolve() != Path.cwd():
        called += f" --project {shlex.quote(str(folder))}"
    typer.echo(f"\n{answers.organization} has a project. Look at it, then bring it up:")
    typer.echo(f"  {called} show")
    typer.echo(f"  {called} up --env {answers.environments[0]} --sandbox")
