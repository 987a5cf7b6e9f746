"""Whatever stands in the files: a config, or problems with their places; never anything else."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from setpoint.config import ConfigError, find_project, load_all
from setpoint.config.merging import apply_overlay
from setpoint.config.merging.overlay import Overlay
from setpoint.config.reading import read_document
from setpoint.config.units import (
    UnitError,
    parse_duration,
    parse_quantity,
    write_duration,
    write_quantity,
)
from tests.config.conftest import write_project

ROOT = Path(__file__).parents[2]
EXAMPLE = {path.name: path.read_text() for path in sorted((ROOT / "alerts").glob("*.yaml"))}
PULUMI_FILES = ("Pulumi.yaml", *(p.name for p in ROOT.glob("Pulumi.?*.yaml")))
# Sentences of libraries that must not come through.
FOREIGN = re.compile(
    r"Input should|pydantic|function-|Traceback|validator|NoneType|<class|yaml\.|object at 0x"
)
FEW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def problems(files: dict[str, str], *, shared: bool = False) -> list[Any]:
    """What is wrong with base files, empty if nothing is; any other error fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder) / "project", dict(files), shared=shared)
        try:
            load_all(find_project(root))
        except ConfigError as error:
            check_problems(error, root)
            return list(error.problems)
    return []


def check_problems(error: ConfigError, root: Path) -> None:
    """Every problem has its place inside a file, and a sentence of ours."""
    assert error.problems
    for problem in error.problems:
        path = root / problem.origin.file
        assert path.is_file(), problem
        lines = path.read_text(errors="replace").split("\n")
        assert 1 <= problem.origin.line <= len(lines) + 1, problem
        line = lines[problem.origin.line - 1] if problem.origin.line <= len(lines) else ""
        assert 1 <= problem.origin.column <= len(line) + 1, problem
        assert problem.message
        assert "\n" not in str(problem)
        assert not FOREIGN.search(str(problem)), problem


YAML_PIECES = st.sampled_from(
    [
        *("services:", "  api:", "    team: platform", "    alerts:", "      slow:"),
        *("- ", ": ", "{", "}", "[", "]", ",", "&a ", "*a ", "!x ", "| ", "> ", "'", '"', "#"),
        *("\n", "\n  ", "\n\t", "<<: *a", "---\n", "...\n", "%YAML 1.1\n", "? ", "null", "~"),
        *("on", "0x1F", "1e999", "-", "${a}", "$${a}", "${", "\u2028", "\x85", "\ufeff", "é"),
    ]
)
yaml_texts = st.one_of(
    st.lists(YAML_PIECES, max_size=30).map("".join),
    st.text(max_size=60),
    st.text(alphabet=" \n\t-:{}[]&*!|>'\"%@`#,?ab1", max_size=60),
)


@SLOW
@given(yaml_texts)
@example("services: &a {x: *a}")
@example("a: 'b\n")
@example("\u2028\t")
def test_any_text_loads_or_has_problems_with_places(text: str) -> None:
    problems({"any.yaml": text}, shared=True)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["5m", "80%", "platform", "api/slow", "ALARM(a)", "${cluster}", "monday 09:00"]
    ),
)
KEYS = """
services api team alerts slow severity summary cloudwatch metric threshold composite any rule
people teams schedules layers escalations rules notify dashboards widgets graph alarms metrics
variables sentry projects slack channels defaults evaluation tags
"""
keys = st.sampled_from(KEYS.split())
trees = st.recursive(
    scalars,
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(st.one_of(keys, st.text(max_size=4)), below)
    ),
    max_leaves=12,
)


@SLOW
@given(st.dictionaries(keys, trees, max_size=4))
def test_any_tree_of_known_words_loads_or_has_problems_with_places(tree: dict[str, Any]) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    problems({"any.yaml": text}, shared=True)


def _paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path in a tree."""
    found = [at] if at else []
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            found += _paths(below, (*at, key))
    return found


def _example_trees() -> dict[str, Any]:
    """The example's files as plain data."""
    trees = {}
    for name in EXAMPLE:
        document, _ = read_document(ROOT, ROOT / "alerts" / name)
        assert document is not None
        trees[name] = deepcopy(document.data)  # documents are shared
    return trees


EXAMPLE_PATHS = [(name, path) for name, tree in _example_trees().items() for path in _paths(tree)]


@FEW
@given(
    st.sampled_from(EXAMPLE_PATHS),
    st.one_of(st.just("delete"), st.just("rename"), scalars, st.lists(scalars, max_size=2)),
)
def test_example_with_one_thing_changed_loads_or_has_problems(
    where: tuple[str, tuple[Any, ...]], change: Any
) -> None:
    name, path = where
    tree = _example_trees()[name]
    parent = tree
    for part in path[:-1]:
        parent = parent[part]
    if change == "delete":
        del parent[path[-1]]
    elif change == "rename" and isinstance(parent, dict):
        parent[f"{path[-1]}x"] = parent.pop(path[-1])
    else:
        parent[path[-1]] = change
    changed = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1000)
    with tempfile.TemporaryDirectory() as folder:
        root = _copy_of_the_example(Path(folder) / "project", {**EXAMPLE, name: changed})
        try:
            load_all(find_project(root))
        except ConfigError as error:
            check_problems(error, root)


def test_example_cut_anywhere_loads_or_has_problems() -> None:
    cuts = random.Random(1)  # noqa: S311 - the same cuts every time
    for _ in range(15):
        name = cuts.choice(sorted(EXAMPLE))
        text = EXAMPLE[name][: cuts.randrange(len(EXAMPLE[name]))]
        with tempfile.TemporaryDirectory() as folder:
            root = _copy_of_the_example(Path(folder) / "project", {**EXAMPLE, name: text})
            try:
                load_all(find_project(root))
            except ConfigError as error:
                check_problems(error, root)


def _copy_of_the_example(root: Path, files: dict[str, str]) -> Path:
    """The example's project with its own stack configs and the given base files."""
    write_project(root, dict(files), shared=False)
    (root / "Pulumi.prod.yaml").unlink()
    for name in PULUMI_FILES:
        (root / name).write_text((ROOT / name).read_text())
    shutil.copytree(ROOT / "docs" / "runbooks", root / "docs" / "runbooks")
    return root


plain_trees = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        st.one_of(st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2)),
        lambda below: st.dictionaries(st.sampled_from("abcd"), below, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def merge(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Base and overlay merged."""
    document, _ = read_document(ROOT, ROOT / "Pulumi.yaml")
    assert document is not None
    return apply_overlay(base, Overlay(document, None, changes, ())).data


@given(plain_trees)
def test_merging_nothing_changes_nothing(base: dict[str, Any]) -> None:
    assert merge(base, {}) == base


@given(plain_trees, plain_trees)
def test_merging_twice_is_merging_once(base: dict[str, Any], changes: dict[str, Any]) -> None:
    once = merge(base, changes)
    assert merge(once, changes) == once


@given(plain_trees, plain_trees, plain_trees)
def test_later_overlays_win_whichever_are_merged_first(
    base: dict[str, Any], first: dict[str, Any], second: dict[str, Any]
) -> None:
    step_by_step = merge(merge(base, first), second)
    # Where both change a mapping of the base to something else, order of merging shows.
    for path in _paths(second):
        value: Any = second
        for part in path:
            value = value[part]
        if not isinstance(value, dict):
            found: Any = step_by_step
            for part in path:
                found = found[part]
            assert found == value


@given(plain_trees, plain_trees)
def test_merging_leaves_the_base_alone(base: dict[str, Any], changes: dict[str, Any]) -> None:
    before = yaml.safe_dump(base)
    merge(base, changes)
    assert yaml.safe_dump(base) == before


@given(st.integers(min_value=0, max_value=366 * 86_400))
def test_durations_read_back(seconds: int) -> None:
    assert parse_duration(write_duration(seconds)) == seconds


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False).map(str)
units = st.sampled_from(["", "%", "ms", "s", "m", "h", "kB", "MiB", "/min", "/s", "/h", "MB/s"])


@given(amounts, units)
def test_quantities_read_back(amount: str, unit: str) -> None:
    quantity = parse_quantity(f"{amount}{unit}")
    again = parse_quantity(write_quantity(quantity))
    assert (again.value, again.dimension, again.per) == (
        quantity.value,
        quantity.dimension,
        quantity.per,
    )


@given(st.text(max_size=12))
def test_any_text_is_a_quantity_or_a_unit_error(text: str) -> None:
    sentence = ""
    try:
        parse_quantity(text)
    except UnitError as error:
        sentence = str(error)
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "text", ["on", "yes", "08:00", "2025-11-24", "0x1F", "1_000", "0o7", "Null1"]
)
def test_surprises_of_yaml_1_1_stay_text(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"key: {text}\n")
    document, found = read_document(tmp_path, tmp_path / "a.yaml")
    assert document is not None
    assert (document.data, found) == ({"key": text}, [])
