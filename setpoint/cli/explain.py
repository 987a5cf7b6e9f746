"""`setpoint explain`: each value of an alert and the line that set it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._catalogs import load_environments
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Alert, Catalog
    from setpoint.config import LoadedConfig
    from setpoint.config.model import Config

app = typer.Typer()


@app.command()
def explain(
    context: typer.Context,
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert, as service/alert.")],
    env: Annotated[
        str, typer.Option("--env", "-e", metavar="ENV", help="Environment, as in Pulumi.ENV.yaml.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the explanation as JSON.")] = False,
) -> None:
    """Show each value of an alert, the line that set it, and what other environments have."""
    from setpoint.catalog import build
    from setpoint.catalog.explanation import explain as explained
    from setpoint.report.explain import explain_json, explain_text
    from setpoint.report.plain import standard_paper

    loaded = load_environments(context.obj, None)
    catalog = build(_environment(loaded, env))
    found = _alert(catalog, alert, loaded[env])
    values = explained(alert, env, loaded)
    if as_json:
        typer.echo(explain_json(found, env, values))
    else:
        lines = explain_text(found, env, values, standard_paper())
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _environment(loaded: Mapping[str, LoadedConfig], name: str) -> LoadedConfig:
    if name not in loaded:
        raise CommandError(f"There is no environment {name}; there are {', '.join(loaded)}")
    return loaded[name]


def _alert(catalog: Catalog, alert: str, loaded: LoadedConfig) -> Alert:
    from setpoint.config.nearest import nearest

    if alert in catalog.alerts:
        return catalog.alerts[alert]
    levels = loaded.levels.of
    if alert in levels:
        raise CommandError(f"{alert} has levels; name {' or '.join(levels[alert])}")
    for section in _sections_with(alert, loaded.config):
        place = loaded.origins.at((*section, alert.rpartition(".")[2]), key=True)
        raise CommandError(
            f"{alert} is no alert: it stands under {'.'.join(section)} at {place};"
            " explain tells of alerts alone, as service/alert, which `setpoint show` lists"
        )
    close = nearest(alert, tuple(catalog.alerts))
    hint = f"; did you mean {close}?" if close else "; `setpoint show` lists them"
    raise CommandError(f"There is no alert {alert} in {catalog.environment}{hint}")


def _sections_with(name: str, config: Config) -> Iterator[tuple[str, ...]]:
    """Yield the sections that have something of a name, such as `daily` or `digests.daily`."""
    mappings: dict[tuple[str, ...], object] = {(key,): value for key, value in config}
    mappings["sentry", "projects"] = config.sentry.projects if config.sentry else None
    above, _, last = name.rpartition(".")
    for section, entries in mappings.items():
        if isinstance(entries, dict) and last in entries and above in {"", ".".join(section)}:
            yield section
