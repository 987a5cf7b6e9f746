"""Telephone numbers as PagerDuty wants them: country calling code and the rest."""

from __future__ import annotations

# ITU-T E.164 list of assigned country codes: no code is the beginning of another, those of
# one and two digits are few, and every other one has three.
_ONE_DIGIT = frozenset("17")
# fmt: off
_TWO_DIGITS = frozenset((
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61",
    "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94",
    "95", "98",
))
# fmt: on


def split_phone(number: str) -> tuple[int, str]:
    """Return country code and national number of `+15550100001`: 1 and `5550100001`.

    Raises:
        ValueError: The number is not in E.164 form. The message doesn't repeat it.
    """
    digits = number.removeprefix("+")
    if digits == number or not digits.isascii() or not digits.isdecimal():
        raise ValueError("a phone number must be in E.164 form, such as +15550100001")
    length = 1 if digits[0] in _ONE_DIGIT else 2 if digits[:2] in _TWO_DIGITS else 3
    return int(digits[:length]), digits[length:]
