"""`setpoint schema`."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def schema() -> None:
    """Be written soon."""
