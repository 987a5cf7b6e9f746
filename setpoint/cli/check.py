"""`setpoint check`."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def check() -> None:
    """Be written soon."""
