"""What every section of the config has in common: strict, closed, frozen."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A mapping of the config. Unknown keys are errors; nothing is converted silently."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)
