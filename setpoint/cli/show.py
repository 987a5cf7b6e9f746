"""`setpoint show`: every alert, in one environment or in all side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._catalogs import EnvChoice, build_catalogs, load_environments
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import Alert, Catalog

app = typer.Typer()


@app.command()
def show(
    context: typer.Context,
    env: EnvChoice = None,
    service: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Only alerts of this service.")
    ] = None,
    severity: Annotated[
        str | None, typer.Option(metavar="SEVERITY", help="Only alerts of this severity.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything about the alerts as JSON.")
    ] = False,
) -> None:
    """Show every alert: threshold, window, severity and whom it reaches.

    Without --env, all environments stand side by side and what differs has a star.
    """
    from setpoint.report.catalog_json import alerts_as_json
    from setpoint.report.plain import standard_paper
    from setpoint.report.show import one_environment, side_by_side

    catalogs = build_catalogs(load_environments(context.obj, env))
    wanted = {name: _wanted(catalog, service, severity) for name, catalog in catalogs.items()}
    _require_known(catalogs, service, severity)
    if as_json:
        lines = alerts_as_json(wanted)
    elif len(catalogs) == 1:
        name, catalog = next(iter(catalogs.items()))
        lines = one_environment(catalog, wanted[name], standard_paper())
    else:
        ids = dict.fromkeys(alert.id for alerts in wanted.values() for alert in alerts)
        lines = side_by_side(catalogs, list(ids), standard_paper())
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _wanted(catalog: Catalog, service: str | None, severity: str | None) -> Sequence[Alert]:
    return [
        alert
        for alert in catalog.alerts.values()
        if service in {None, alert.service} and severity in {None, alert.severity}
    ]


def _require_known(
    catalogs: Mapping[str, Catalog], service: str | None, severity: str | None
) -> None:
    """Raise where a filter names what no alert has, a likely misspelling."""
    alerts = [alert for catalog in catalogs.values() for alert in catalog.alerts.values()]
    for option, value, known in (
        ("service", service, {alert.service for alert in alerts}),
        ("severity", severity, {alert.severity for alert in alerts}),
    ):
        if value is not None and value not in known:
            names = ", ".join(sorted(known))
            raise CommandError(f"No alert has the {option} {value}; there are {names}")
