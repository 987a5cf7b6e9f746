"""Characters that show nothing and change how the rest is shown, written out.

A file's name or a text of a stranger's may hold control characters, which move a terminal's
cursor or end a line; direction marks, which make text read otherwise than it is; and characters
of no width, which make two texts look alike. Joiners (U+200C, U+200D) stay: scripts and emoji
need them.
"""

from __future__ import annotations

import re
from typing import Final

# General categories Cc but for tab and line feed, Cs, Zl, Zp, and Cf but for the joiners and the
# Arabic, Egyptian and Kaithi signs, which are seen (Unicode 16).
_HIDDEN_CLASS: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u070f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
HIDDEN: Final = re.compile(f"[{_HIDDEN_CLASS}]")
# Unicode's bidirectional controls (UAX 9, "Directional Formatting Characters").
DIRECTION_MARKS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LAST_OF_BMP: Final = 0xFFFF


def visible(text: str) -> str:
    r"""Return a text with each hidden character as `\u202e`; line feeds and tabs stay.

    Inside a JSON string that is the same character again, so a JSON document means the same.
    """
    return text if text.isprintable() else HIDDEN.sub(lambda found: _escape(found[0]), text)


def visible_line(text: str) -> str:
    r"""Return the same on one line: line feeds and tabs as `\u000a` and `\u0009`."""
    if text.isprintable():
        return text
    return visible(text).replace("\n", "\\u000a").replace("\t", "\\u0009")


def _escape(character: str) -> str:
    code = ord(character)
    if code <= _LAST_OF_BMP:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
