"""How bad an event is, in PagerDuty's words (Events API v2, "PD-CEF")."""

from __future__ import annotations

from typing import Literal, TypeAlias

PagerDutySeverity: TypeAlias = Literal["critical", "error", "warning", "info"]
