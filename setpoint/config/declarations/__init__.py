"""What the models declare of references and choices, and where the data has them."""

from setpoint.config.declarations.ids import ids
from setpoint.config.declarations.walk import Choice, Collected, Named, Unread, walk

__all__ = ["Choice", "Collected", "Named", "Unread", "ids", "walk"]
