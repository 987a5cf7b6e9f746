"""The sandbox's page tells what there is."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

from sandbox.faults import Fault, Kind, parse_fault

PAGE = (Path(__file__).parent.parent.parent / "docs" / "sandbox.md").read_text(encoding="utf-8")


def test_the_examples_of_faults_are_accepted() -> None:
    examples = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
    assert [parse_fault(json.loads(text)).kind for text in examples] == ["status", "cut-after"]


def test_every_kind_and_field_of_a_fault_is_described() -> None:
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    named = set(re.findall(r"`([^`\n]+)`", prose))
    assert named >= set(get_args(Kind))
    assert named >= {field.name for field in fields(Fault)} - {"kind"}
