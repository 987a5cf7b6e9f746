r"""Regular expressions within filter patterns: which characters they may hold.

Source: AWS's CloudWatch Logs user guide, "Supported regular expressions (regex) syntax": letters,
digits, `: _ # = @ / ; , -` and the operators `^ $ ? [ ] { } | \ * + .`; no brackets, also none
behind a backslash, and nothing outside of ASCII: `\x28` stands for an opening bracket. One of
the guide's examples has a blank.
"""

from __future__ import annotations

import string
from typing import Final

from setpoint.expressions.faults import ExpressionError, Fault

_ALLOWED: Final = frozenset(f"{string.ascii_letters}{string.digits} :_#=@/;,-^$?[]{{}}|\\*+.")


def check(regex: str, at: int) -> None:
    """Raise what is wrong with a regular expression that stands at a place.

    Raises:
        ExpressionError: It holds a character that isn't supported.
    """
    if not regex:
        raise ExpressionError(Fault(at, "the regular expression is empty"))
    for place, character in enumerate(regex):
        if character not in _ALLOWED:
            raise ExpressionError(Fault(at + place, _refusal(character), character))


def _refusal(character: str) -> str:
    if not character.isascii():
        return f"a regular expression has no {character!r}, only characters of ASCII"
    code = f"\\x{ord(character):02X}"
    group = "groups" if character in "()" else repr(character)
    return f"AWS's regular expressions have no {group}; {code} stands for {character}"
