"""Whatever differs between the plans of two sides is told, and nothing else is: alerts.

A time to respond and an owner may stand nowhere but in what is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config.model import Alert
from tests.review.every_edit import fields, sections
from tests.review.every_pair import compared

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(3000)
def test_plans_differ_if_and_only_if_something_is_told(tmp_path: Path) -> None:
    owners = sections(Alert)

    found = compared(owners, tmp_path)

    assert found.wrong == []
    assert found.pairs >= 1400
    assert fields(owners) == found.edited
