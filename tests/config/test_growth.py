"""A small file can't stand for much text: neither by variables and parameters nor by aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config import ConfigError, find_project, load

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = "x" * 1_000_000
SERVICES = "services:\n" + "".join(f"  z{n}: {{{{ description: {{0}} }}}}\n" for n in range(20))
USES = (
    "templates: {{ t: {{ parameters: [a], alert: {{ description: '${{a}}${{a}}' }} }} }}\n"
    "services:\n  z:\n    alerts:\n"
    + "".join(f"      a{n}: {{{{ template: t, with: {{{{ a: {{0}} }}}} }}}}\n" for n in range(20))
)
FILES = {
    "a variable in texts": (
        f"variables: {{ v: {MEGABYTE} }}\n" + SERVICES.format('"${v}, ${v}"'),
        "alerts.yaml:11:22: services.z8.description: with what variables and parameters bring",
    ),
    "a variable for a text": (
        f"variables: {{ v: {MEGABYTE} }}\n" + SERVICES.format('"${v}"'),
        "alerts.yaml:19:23: services.z16.description: with what variables and parameters bring",
    ),
    "a template's parameter": (
        f"variables: {{ v: &v {'x' * 600_000} }}\n" + USES.format("*v"),
        "alerts.yaml:19:12: services.z.alerts.a13: with what variables and parameters bring here,",
    ),
    "an alias": (
        f"variables: {{ v: &v {MEGABYTE} }}\n" + SERVICES.format("*v"),
        "services.z15.description: aliases repeat texts to more than 16,000,000 characters",
    ),
    "an alias of a list": (
        f"variables: {{ v: &v [{MEGABYTE}, y] }}\n" + SERVICES.format("*v"),
        "services.z14.description: aliases repeat texts to more than 16,000,000 characters",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_text_that_grows_without_end_is_refused(name: str, tmp_path: Path) -> None:
    text, sentence = FILES[name]
    (tmp_path / "Pulumi.yaml").write_text("name: shop\n")
    (tmp_path / "Pulumi.prod.yaml").write_text("config: {}\n")
    (tmp_path / "alerts.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(find_project(tmp_path), "prod")
    assert sentence in str(caught.value)[:1_000]
