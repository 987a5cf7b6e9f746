"""`setpoint show`."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def show() -> None:
    """Be written soon."""
