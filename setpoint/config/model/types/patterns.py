"""Regular expressions of what a type takes, for JSON Schema: an editor refuses what `check` does.

They are written so that Python and ECMAScript read them alike. None refuses what the type takes;
of durations they know those of one whole number and its unit exactly, and let through any that
are written with fractions or in several parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.config.units.quantity import BYTES, DURATIONS, NUMBER, PER

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_LINE: Final = r"\u0000-\u0008\u000a-\u001f\u007f"
"""What a line doesn't hold, for a class of characters."""
DURATION: Final = "write a duration such as 30s, 5m or 2h"
_TEXT: Final = r"[^\u0000-\u0008\u000b-\u001f\u007f]*"
_UNITS: Final = "|".join(sorted(DURATIONS, key=len, reverse=True))
_PARTS: Final = rf"(?:[0-9]+(?:\.[0-9]+)?(?:{_UNITS})){{2,}}"
_FRACTION: Final = (
    r"[-+]?(?:[0-9]{1,30}\.[0-9]{0,30}(?:[eE][-+]?[0-9]{1,2})?|\.[0-9]{1,30}"
    rf"(?:[eE][-+]?[0-9]{{1,2}})?|[0-9]{{1,30}}[eE][-+]?[0-9]{{1,2}})\s?(?:{_UNITS})"
)
_PART_OF_SECOND: Final = r"(?![-+]?[0-9]*\.0*[1-9][0-9]*\s?s)"
_BELOW_MINUTE: Final = {"us": "000000", "ms": "000", "s": ""}


def text_schema(pattern: str, wanted: str, **more: Any) -> dict[str, Any]:
    """The schema of a text that matches a pattern as a whole.

    Args:
        pattern: Without anchors.
        wanted: What an editor says where it doesn't.
        more: Further keys.
    """
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "patternErrorMessage": wanted,
        **more,
    }


def line_schema(wanted: str = "write one line of text") -> dict[str, Any]:
    """The schema of one line that is not blank."""
    return text_schema(rf"(?=\s*\S)[^{IN_LINE}]*\n*", wanted)


def long_schema(*, blank: bool = False) -> dict[str, Any]:
    """The schema of text of any number of lines, which may perhaps be blank."""
    some = "" if blank else r"(?=\s*\S)"
    return text_schema(f"{some}{_TEXT}", "write text without control characters")


def id_schema(wanted: str) -> dict[str, Any]:
    """The schema of any text that is not blank."""
    return text_schema(r"\s*\S[\s\S]*", wanted)


def quantity_schema(examples: Iterable[Any]) -> dict[str, Any]:
    """The schema of a number with or without a unit."""
    units = "|".join(["%", *DURATIONS, *BYTES])
    rates, per = "|".join(BYTES), "|".join(PER)
    pattern = rf"\s*(?:{NUMBER}\s?(?:(?:{units})?|(?:{rates})?/(?:{per}))|{_PARTS})\s*"
    wanted = "write a number, or one with a unit such as 80%, 1.5s, 5/min, 512MB"
    return {**text_schema(pattern, wanted), "type": ["string", "number"], "examples": [*examples]}


def percent_schema(examples: Iterable[Any]) -> dict[str, Any]:
    """The schema of a percentage above 0% and below 100%."""
    tens = r"(?:0*[0-9]{1,2}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})"
    powers = r"(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})[eE][-+]?[0-9]{1,2}"
    pattern = rf"\s*\+?(?=[0-9.]*[1-9])(?:{tens}|{powers})\s?%\s*"
    return text_schema(pattern, "write a percentage such as 99.9%", examples=[*examples])


def duration_schema(
    wanted: str,
    whole: dict[str, str],
    *,
    words: Iterable[str] = (),
    examples: Iterable[str] = (),
    parts_of_seconds: bool = False,
) -> dict[str, Any]:
    """The schema of a duration.

    Args:
        wanted: What an editor says where it is none.
        whole: The whole numbers that may stand before each unit.
        words: Words that may stand in its place.
        examples: What an editor suggests.
        parts_of_seconds: Whether it may be 1.5s.
    """
    single = "|".join(rf"0*(?:{numbers})\s?{unit}" for unit, numbers in whole.items())
    whole_seconds = "" if parts_of_seconds else _PART_OF_SECOND
    pattern = rf"\s*{whole_seconds}(?:\+?(?:{single})|-0+\s?(?:{_UNITS})|{_FRACTION}|{_PARTS})\s*"
    pattern = "|".join([pattern, *words])
    return text_schema(pattern, wanted, examples=[*examples, *words])


def between(least: int, most: int) -> dict[str, str]:
    """Whole numbers before each unit of what lasts so many seconds at least and at most."""
    found = {}
    for unit, length in DURATIONS.items():
        if length < 1:
            zero = "|0" if least == 0 else ""
            found[unit] = f"(?:{number_between(least, most)}){_BELOW_MINUTE[unit]}{zero}"
            continue
        low, high = -(-least // int(length)), most // int(length)
        if low <= high:
            found[unit] = number_between(low, high)
    return found


def one_of(offered: Iterable[int]) -> dict[str, str]:
    """Whole numbers before each unit of what lasts one of some numbers of seconds."""
    seconds = tuple(offered)
    found = {}
    for unit, length in DURATIONS.items():
        numbers = [int(each / length) for each in seconds if each % length == 0]
        if numbers:
            found[unit] = "|".join(str(number) for number in numbers)
    return found


def minutes(whole: dict[str, str]) -> dict[str, str]:
    """The same, in whole minutes."""
    ahead = {
        unit: rf"(?=(?:{_SIXTIES}{zeros}|0+)\s?{unit})" for unit, zeros in _BELOW_MINUTE.items()
    }
    return {unit: f"{ahead.get(unit, '')}(?:{numbers})" for unit, numbers in whole.items()}


def _thirds() -> str:
    """Multiples of 3, of any number of digits: the digits' sum is one, too."""
    none, one, two = "[0369]*", "[147]", "[258]"
    forth = f"(?:{one}|{two}{none}{two})"
    around = f"(?:[0369]|{one}{none}{two})*"
    back = f"(?:{two}|{one}{none}{one})"
    return f"(?:[0369]|{two}{none}{one}|{forth}{around}{back})*"


def number_between(least: int, most: int) -> str:
    """Whole numbers from one to another, without zeros in front."""
    return "|".join(_ranges(least, most))


def _ranges(least: int, most: int) -> list[str]:
    found: list[str] = []
    while least <= most:
        step = 1
        while least % (step * 10) == 0 and least + step * 10 - 1 <= most and least > 0:
            step *= 10
        last = least + step - 1
        while last + step <= most and (last + 1) // step % 10 != 0:
            last += step
        zeros = len(str(step)) - 1
        head, low, high = least // step // 10, least // step % 10, last // step % 10
        digit = str(low) if low == high else f"[{low}-{high}]"
        found.append(f"{head or ''}{digit}" + "[0-9]" * zeros)
        least = last + 1
    return found


# Multiples of 60, with any zeros in front: of 3 and, without the zero at the end, of 2.
_SIXTIES: Final = rf"(?:(?={_thirds()}0(?![0-9]))[0-9]*[02468]0|0+)"
