"""HTML pages from templates; every value is escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from setpoint.visible import visible


def render(template: str, **values: Any) -> str:
    """Fill a template of `setpoint/report/templates`; a missing value is an error."""
    environment = Environment(
        loader=PackageLoader("setpoint.report"),
        autoescape=select_autoescape(default=True),
        finalize=_shown,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)


def _shown(value: Any) -> Any:
    """Return a value as it may be shown; what is markup is made of such values already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
