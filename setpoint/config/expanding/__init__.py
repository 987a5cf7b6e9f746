"""Shorthands written out: plain data with uses of templates to plain data without."""

from setpoint.config.expanding.expander import Expander
from setpoint.config.expanding.expansion import Expansion

__all__ = ["Expander", "Expansion"]
