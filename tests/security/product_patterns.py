"""Every pattern of the product, and the methods that the product tries it with.

Read out of the source and of the modules themselves: constants, what containers and classes hold,
patterns written where they are used. How a pattern that is passed on is tried can't be seen: each
way counts then.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.expressions.grammar import Grammar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PACKAGES = ("setpoint", "components", "providers", "sandbox")
# Programs: importing them starts them.
_PROGRAMS = ("__main__", "components.digest.function")
# What looks for every occurrence; one of them stands for all.
_EVERYWHERE = frozenset({"sub", "subn", "split", "findall", "finditer"})
_ONCE = frozenset({"match", "fullmatch", "search"})
_DEPTH = 3
# Functions that make a pattern of their first argument, and try it by `fullmatch`.
_MAKERS = frozenset({"shaped", "matches", "_matching"})
# Tables of patterns as text, tried by `fullmatch`.
_TABLES = (
    ("setpoint.metrics.dimensions", "_FORMS"),
    ("sandbox.aws.sns.subscriptions", "_ENDPOINTS"),
)


class Use(NamedTuple):
    """A pattern, where it was found first, and how the product tries it: none seen is each way."""

    place: str
    pattern: re.Pattern[str]
    methods: frozenset[str]

    @property
    def tried(self) -> tuple[str, ...]:
        """The methods to try."""
        used = self.methods or _ONCE | _EVERYWHERE
        once = tuple(sorted(used & _ONCE))
        return (*once, "findall") if used & _EVERYWHERE else once


@cache
def product_patterns() -> tuple[Use, ...]:
    """Return every pattern once, by where it stands."""
    held: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    methods: dict[tuple[str, int], set[str]] = {}
    for module in _modules():
        for place, pattern, method in (
            *_held(module),
            *_terminals(module),
            *_used(module),
            *_texts(module),
        ):
            key = (pattern.pattern, pattern.flags)
            held.setdefault(key, (place, pattern))
            methods.setdefault(key, set()).update({method} if method else ())
    return tuple(
        Use(place, pattern, frozenset(methods[key])) for key, (place, pattern) in held.items()
    )


def _modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not any(word in found.name for word in _PROGRAMS):
                yield importlib.import_module(found.name)


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    for name, value in list(vars(module).items()):
        for pattern in _patterns_in(value, 0):
            yield f"{module.__name__}.{name}", pattern, ""


def _patterns_in(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    """Yield a value's patterns: itself, what a container holds, what a class of ours has."""
    kind = type(value)
    if kind is re.Pattern:
        if isinstance(value.pattern, str):
            yield value
    elif depth < _DEPTH and kind in {dict, MappingProxyType}:
        for one in list(value.values()):
            yield from _patterns_in(one, depth + 1)
    elif depth < _DEPTH and kind in {tuple, list, set, frozenset}:
        for one in list(value):
            yield from _patterns_in(one, depth + 1)
    elif depth == 0 and isinstance(value, type) and value.__module__.split(".")[0] in PACKAGES:
        for one in list(vars(value).values()):
            yield from _patterns_in(one, 1)


def _terminals(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield the terminals of a module's grammars, which a lexer matches at one place each."""
    for name, value in list(vars(module).items()):
        held = value.values() if isinstance(value, dict) else (value,)
        for grammar in (one for one in held if isinstance(one, Grammar)):
            for terminal in grammar.lark.terminals:
                pattern = re.compile(terminal.pattern.to_regexp())
                yield f"{module.__name__}.{name}.{terminal.name}", pattern, "match"


def _used(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield what a module's source calls: `NAME.search(...)`, `re.search("...", ...)`."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        method, value = node.func.attr, _value(node.func.value, module)
        place = f"{module.__name__}:{node.lineno}"
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield place, value, method if method in _EVERYWHERE | _ONCE else ""
        elif value is re and (pattern := _written(node, module)) is not None:
            yield place, pattern, method if method in _EVERYWHERE | _ONCE else ""


def _texts(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield patterns that are texts until they are needed: arguments, and values of tables."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call):
            named = [one.value for one in node.keywords if one.arg == "pattern"]
            makes = isinstance(node.func, ast.Name) and node.func.id in _MAKERS
            for one in (*named, *(node.args[:1] if makes else ())):
                if isinstance(text := _value(one, module), str):
                    yield f"{module.__name__}:{node.lineno}", re.compile(text), "fullmatch"
    for name in (name for holder, name in _TABLES if holder == module.__name__):
        for key, value in vars(module)[name].items():
            text = value if isinstance(value, str) else value[0]
            yield f"{module.__name__}.{name}[{key}]", re.compile(text), "fullmatch"


def _written(call: ast.Call, module: ModuleType) -> re.Pattern[str] | None:
    """Return the pattern of a call of `re`'s, with its flags; `None` where the run makes it."""
    text = _value(call.args[0], module) if call.args else None
    given = [*call.args[1:], *(one.value for one in call.keywords if one.arg == "flags")]
    flags = [flag for one in given if isinstance(flag := _value(one, module), re.RegexFlag)]
    return re.compile(text, *flags) if isinstance(text, str) else None


def made_as_it_runs() -> set[str]:
    """Return the functions that make a pattern of what they are given."""
    found = set()
    for module in _modules():
        for function in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(function, ast.FunctionDef) and any(
                _makes_one(node, module) for node in ast.walk(function)
            ):
                found.add(f"{module.__name__}.{function.name}")
    return found


def _makes_one(node: ast.AST, module: ModuleType) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    is_it = node.func.attr in _EVERYWHERE | _ONCE | {"compile"}
    return is_it and _value(node.func.value, module) is re and _written(node, module) is None


def _value(node: ast.expr, module: ModuleType) -> Any:
    """Return what an expression of names and constants is worth in its module, else `None`."""
    if any(isinstance(one, ast.Call) for one in ast.walk(node)):
        return None
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), vars(module))  # noqa: S307 - our own source
    except (NameError, AttributeError, TypeError, LookupError):
        return None
