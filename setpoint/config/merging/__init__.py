"""Several files to one: base files side by side, an overlay on top, variables filled in."""

from setpoint.config.merging.base import Base, read_base
from setpoint.config.merging.overlay import Overlay, apply_overlay, read_overlay
from setpoint.config.merging.variables import fill_in

__all__ = ["Base", "Overlay", "apply_overlay", "fill_in", "read_base", "read_overlay"]
