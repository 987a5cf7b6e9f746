"""`setpoint explain`."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def explain() -> None:
    """Be written soon."""
