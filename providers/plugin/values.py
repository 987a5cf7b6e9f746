"""Plain Python values from and to the protocol's structs, secrets and unknowns included.

A struct holds a secret as an object with a signature and a not-yet-known value as a fixed string.
Resources see neither: they get plain JSON-like values, with `UNKNOWN` where a value is not known
yet. Which values were secret is kept beside them, as paths, and put back on the way out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from google.protobuf import struct_pb2

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Props: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str, ...]

_SIGNATURE_KEY: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_UNKNOWN_STRING: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_UNKNOWNS: Final = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        _UNKNOWN_STRING,
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
_EXACT_INTEGERS: Final = 2.0**53


class Unknown(Enum):
    """The type of `UNKNOWN`, a value that is known only once its resource exists."""

    UNKNOWN = "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


def has_unknown(value: Any) -> bool:
    """Whether `value` is unknown or holds an unknown at any depth."""
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return value is UNKNOWN


@dataclass(frozen=True)
class Unmarshalled:
    """A struct's plain values and the paths of those that were secret.

    A path ends before the first list on its way: the order of a list may change, so a secret
    inside one makes the whole list secret.
    """

    props: Props
    secrets: frozenset[Path]
    secret_texts: frozenset[str]


@dataclass
class _Reader:
    secrets: set[Path] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def value(self, value: struct_pb2.Value, path: Path, *, fixed: bool, secret: bool) -> Any:
        kind = value.WhichOneof("kind")
        if kind == "struct_value":
            return self._struct(value.struct_value, path, fixed=fixed, secret=secret)
        if kind == "list_value":
            items = value.list_value.values
            return [self.value(item, path, fixed=True, secret=secret) for item in items]
        return self._scalar(value, kind, secret=secret)

    def fields(self, struct: struct_pb2.Struct, path: Path, *, fixed: bool, secret: bool) -> Props:
        return {
            key: self.value(item, path if fixed else (*path, key), fixed=fixed, secret=secret)
            for key, item in struct.fields.items()
        }

    def _struct(self, struct: struct_pb2.Struct, path: Path, *, fixed: bool, secret: bool) -> Any:
        signature = struct.fields[_SIGNATURE_KEY].string_value if _is_signed(struct) else ""
        if signature not in {_SECRET, _OUTPUT}:
            return self.fields(struct, path, fixed=fixed, secret=secret)
        if signature == _SECRET or struct.fields["secret"].bool_value:
            self.secrets.add(path)
            secret = True
        if "value" not in struct.fields:
            return UNKNOWN
        return self.value(struct.fields["value"], path, fixed=fixed, secret=secret)

    def _scalar(self, value: struct_pb2.Value, kind: str | None, *, secret: bool) -> Any:
        if kind == "string_value":
            text = value.string_value
            if secret:
                self.texts.add(text)
            return UNKNOWN if text in _UNKNOWNS else text
        if kind == "number_value":
            return _number(value.number_value)
        return value.bool_value if kind == "bool_value" else None


def _is_signed(struct: struct_pb2.Struct) -> bool:
    return _SIGNATURE_KEY in struct.fields


def _number(number: float) -> int | float:
    whole = number.is_integer() and abs(number) <= _EXACT_INTEGERS
    return int(number) if whole else number


def unmarshal(struct: struct_pb2.Struct) -> Unmarshalled:
    """Read a struct of the protocol; whole numbers come as `int`."""
    reader = _Reader()
    props = reader.fields(struct, (), fixed=False, secret=False)
    return Unmarshalled(props, frozenset(reader.secrets), frozenset(reader.texts))


def marshal(props: Mapping[str, Any], secrets: Iterable[Path] = ()) -> struct_pb2.Struct:
    """Write `props` as a struct of the protocol, with what lies at `secrets` marked secret.

    A secret path that leads nowhere in `props` is passed over; one that leads through something
    other than an object makes that thing secret.
    """
    marks = {found for path in secrets if (found := _existing(props, path))}
    return _write_struct(props, (), marks)


def _existing(props: Mapping[str, Any], path: Path) -> Path:
    here: Any = props
    for depth, key in enumerate(path):
        if not isinstance(here, dict):
            return path[:depth]
        if key not in here:
            return ()
        here = here[key]
    return path


def _write_struct(
    props: Mapping[str, Any], path: Path | None, secrets: set[Path]
) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    for key, value in props.items():
        inner = None if path is None else (*path, key)
        struct.fields[key].CopyFrom(_write(value, inner, secrets))
    return struct


def _write(value: Any, path: Path | None, secrets: set[Path]) -> struct_pb2.Value:
    written = _write_plain(value, path, secrets)
    if path is None or path not in secrets:
        return written
    wrapper = struct_pb2.Struct()
    wrapper.fields[_SIGNATURE_KEY].string_value = _SECRET
    wrapper.fields["value"].CopyFrom(written)
    return struct_pb2.Value(struct_value=wrapper)


def _write_plain(value: Any, path: Path | None, secrets: set[Path]) -> struct_pb2.Value:
    if isinstance(value, dict):
        return struct_pb2.Value(struct_value=_write_struct(value, path, secrets))
    if isinstance(value, list | tuple):
        items = [_write(item, None, secrets) for item in value]
        return struct_pb2.Value(list_value=struct_pb2.ListValue(values=items))
    if value is None:
        return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
    if value is UNKNOWN:
        return struct_pb2.Value(string_value=_UNKNOWN_STRING)
    return _write_scalar(value)


def _write_scalar(value: Any) -> struct_pb2.Value:
    if isinstance(value, bool):
        return struct_pb2.Value(bool_value=value)
    if isinstance(value, int | float):
        return struct_pb2.Value(number_value=float(value))
    if isinstance(value, str):
        return struct_pb2.Value(string_value=value)
    raise TypeError(f"{type(value).__name__} is no value of the plugin protocol")
