"""`setpoint sentry`: what concerns an organization's Sentry by itself."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._output import refuse_links
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from providers.sentry_alerting.settings import Settings
    from setpoint.migration.config_files import Stack
    from setpoint.migration.migrating import Migration
    from setpoint.migration.organization import Organization

app = typer.Typer(help="Take over what an organization has in Sentry already.")

_INTERRUPTED = 130


@app.callback()
def _group() -> None:
    """Take over what an organization has in Sentry already."""


@app.command()
def migrate(
    organization: Annotated[
        str, typer.Option(metavar="ORG", help="Slug of the organization in Sentry.")
    ],
    url: Annotated[
        str | None,
        typer.Option(
            metavar="BASE",
            help="Address of Sentry.",
            show_default="SENTRY_BASE_URL, else https://sentry.io/",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder that the project is written to.")
    ] = Path("sentry-migration"),
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a reading that was interrupted.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Write an organization's monitors and alerts as config, with a file for `pulumi import`.

    Reads only, with the token of SENTRY_AUTH_TOKEN; nothing in Sentry is changed.
    """
    from setpoint.migration.migrating import NothingError
    from setpoint.migration.migrating import migrate as convert

    if (out / "alerts").exists():
        raise CommandError(
            f"{out} has a config already: choose another --out, so that nothing is overwritten"
        )
    settings = _settings(url)
    found = _read(settings, organization, out, resume=resume)
    try:
        migration = convert(found, _stack(settings, organization, out))
    except NothingError as error:
        raise CommandError(str(error), exit_code=1) from error
    _write(migration, out)
    _print(migration, out, as_json=as_json)


def _settings(url: str | None) -> Settings:
    from providers.sentry_alerting.settings import check_settings, read_settings

    config = {"baseUrl": url} if url else {}
    for failure in check_settings(config):
        raise CommandError(f"--url {failure.reason}")
    settings = read_settings(config)
    if not settings.token:
        raise CommandError(
            "No token is known: set SENTRY_AUTH_TOKEN to one with the scopes org:read, "
            "project:read, team:read, member:read and alerts:read"
        )
    return settings


def _stack(settings: Settings, organization: str, out: Path) -> Stack:
    """Return what the engine has to know so that the provider is found and asks the same Sentry."""
    from providers import sentry_alerting
    from setpoint.migration.config_files import Stack

    root = settings.base_url.removesuffix("api/0/")
    address = {} if root == "https://sentry.io/" else {"sentry-alerting:baseUrl": root}
    package = Path(str(sentry_alerting.__file__)).parent
    return Stack(
        plugin_folder=Path(os.path.relpath(package, out.resolve())).as_posix(),
        settings={**address, "sentry-alerting:organization": organization},
    )


def _read(settings: Settings, organization: str, out: Path, *, resume: bool) -> Organization:
    from providers.plugin import PluginError
    from providers.sentry_alerting import VERSION
    from providers.sentry_alerting.client import Client
    from setpoint.migration.kept import FOLDER, KeptError, KeptPages
    from setpoint.migration.organization import Organization
    from setpoint.migration.reader import OrganizationReader

    cancelled = threading.Event()
    kept = KeptPages(out / FOLDER, {"server": settings.base_url, "organization": organization})
    client = Client(settings, VERSION, cancelled)
    again = "what was read is kept, go on with --resume"
    for path in (out / FOLDER, *(out / FOLDER).rglob("*")):
        refuse_links(path, out)
    try:
        kept.begin(resume=resume)
        reader = OrganizationReader(client, organization, kept, _tell, cancelled)
        return Organization(organization, reader.all(), reader.unseen)
    except (PluginError, KeptError) as error:
        more = f" ({again})" if isinstance(error, PluginError) and kept.count() else ""
        raise CommandError(f"{error}{more}", exit_code=1) from error
    except KeyboardInterrupt:
        _tell(f"Stopped: {again}")
        raise typer.Exit(_INTERRUPTED) from None
    finally:
        client.close()


def _tell(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _write(migration: Migration, out: Path) -> None:
    from setpoint.migration.checking import write_files
    from setpoint.migration.import_file import import_document
    from setpoint.report.migration_markdown import migration_markdown
    from setpoint.report.migration_words import migration_as_json

    outcome = migration.outcome
    documents = {
        "pulumi-import.json": import_document(outcome),
        "report.json": migration_as_json(outcome),
    }
    texts = {name: json.dumps(one, indent=2) + "\n" for name, one in documents.items()}
    files = {**migration.files, **texts, "report.md": migration_markdown(outcome)}
    for name in files:
        refuse_links(out / name, out)
    write_files(out, files)


def _print(migration: Migration, out: Path, *, as_json: bool) -> None:
    from setpoint.report.migration_words import migration_as_json, summary

    if as_json:
        document = migration_as_json(migration.outcome)
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
        return
    typer.echo(summary(migration.outcome))
    for left in migration.outcome.left:
        typer.echo(
            f"  left: {left.original.kind} {left.original.id} {left.original.name}: {left.reason}"
        )
    typer.echo(f"{out}: alerts/, pulumi-import.json and report.md; edit alerts/organization.yaml")
