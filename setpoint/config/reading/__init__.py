"""YAML files to plain data with positions; everything unsafe or surprising is refused.

Plain scalars mean what YAML 1.2 says: `true`, `false`, `null`, decimal numbers; anything
else (`on`, `08:00`, dates) is text.
"""

from setpoint.config.reading.document import Document
from setpoint.config.reading.files import LINK, is_linked, read_document

__all__ = ["LINK", "Document", "is_linked", "read_document"]
