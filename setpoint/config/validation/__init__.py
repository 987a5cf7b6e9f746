"""Plain data to typed models, piece by piece, so that one mistake hides no other."""

from setpoint.config.validation.draft import Draft
from setpoint.config.validation.parser import DraftParser

__all__ = ["Draft", "DraftParser"]
