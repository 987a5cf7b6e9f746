"""What the models declare of references and choices, and where the data has them."""

from setpoint.config.declarations.ids import ids
from setpoint.config.declarations.walk import Choice, Found, Named, Unread, walk

__all__ = ["Choice", "Found", "Named", "Unread", "ids", "walk"]
