"""The month's price of an environment, as a table or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from setpoint.cost import Estimate

_DEAREST = 5


def print_cost(console: Console, estimate: Estimate) -> None:
    """Print a line for each kind of thing, the total, and the dearest alerts."""
    table = Table(box=None, pad_edge=False)
    table.add_column("What")
    for heading in ("Number", "Free", "Each", "A month"):
        table.add_column(heading, justify="right")
    for line in estimate.lines:
        table.add_row(
            line.what,
            str(line.quantity),
            str(line.free) if line.free else "-",
            f"${line.price}",
            f"${line.amount:.2f}",
        )
    table.add_row("[bold]total[/]", "", "", "", f"[bold]${estimate.total:.2f}[/]")
    console.print(table)
    _print_dearest(console, estimate)
    for prices in estimate.prices:
        told = f"Prices of {prices.region}, {prices.date}: {prices.source}"
        console.print(f"[dim]{told}[/]", soft_wrap=True)
    for note in estimate.notes:
        console.print(f"[yellow]{note}[/]", soft_wrap=True)
    if estimate.left_out:
        console.print(f"[dim]Left out: {', '.join(estimate.left_out)}[/]", soft_wrap=True)
    for region, kinds in estimate.assumed.items():
        told = f"{', '.join(kinds)} in {region}"
        stand_in = f"those of {estimate.table.region} stand in"
        console.print(f"[yellow]The table has no price of {told}; {stand_in}.[/]", soft_wrap=True)


def _print_dearest(console: Console, estimate: Estimate) -> None:
    priced = sorted(estimate.alerts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{alert} ${price:.2f}" for alert, price in priced[:_DEAREST] if price]
    if shown:
        console.print(f"Dearest, before the free tier: {', '.join(shown)}", soft_wrap=True)


def cost_as_json(estimate: Estimate) -> dict[str, Any]:
    """Return the estimate as JSON-ready values; amounts are US dollars a month, as text."""
    return {
        "environment": estimate.environment,
        "region": estimate.region,
        "currency": "USD",
        "total": f"{estimate.total:.2f}",
        "lines": [
            {
                "what": line.what,
                "quantity": line.quantity,
                "free": line.free,
                "price": str(line.price),
                "amount": f"{line.amount:.2f}",
            }
            for line in estimate.lines
        ],
        "notes": list(estimate.notes),
        "alerts": {alert: f"{price:.2f}" for alert, price in estimate.alerts.items()},
        "left_out": list(estimate.left_out),
        "assumed": {region: list(kinds) for region, kinds in estimate.assumed.items()},
        "prices": [
            {"region": each.region, "date": each.date.isoformat(), "source": each.source}
            for each in estimate.prices
        ],
    }
