"""What each test is marked, by what it uses and where it lies: `make test-fast` goes by it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

# By the fixture that a test uses, itself or through others.
_BY_FIXTURE = {"engine": "engine", "chromium": "browser"}

# Folders and files that take long without either, and why. A single test says so itself.
SLOW = {
    "ci": "the action and the templates, as a runner starts them",
    "cli/test_ledger.py": "every environment of an organization",
    "cli/test_stage.py": "whole programs are reviewed",
    "cli/test_untrusted.py": "bombs, up to their limits",
    "config/test_properties.py": "a property: whole configs",
    "config/test_scale.py": "five thousand alerts",
    "config/test_schema_agrees.py": "a property: whole configs",
    "editor/test_language_server.py": "a language server",
    "git": "git repositories, a process for each side",
    "lint/test_whole_projects.py": "a property: whole configs",
    "review/test_all_of_alerts_is_told.py": "a property: whole plans",
    "review/test_effects_against_replay.py": "a property: series of measurements",
    "review/test_everything_is_told.py": "a property: whole plans",
    "review/test_expressions_against_replay.py": "a property: series of measurements",
    "review/test_properties.py": "a property: whole configs",
    "sandbox/sentry/test_fuzz.py": "a property: conversations with a server",
    "sandbox/sentry/test_schemathesis.py": "a property: conversations with a server",
    "sandbox/test_accounts.py": "accounts are started and killed",
    "sandbox/test_lifecycle.py": "accounts are started and killed",
    "security/test_patterns.py": "every pattern, tried by every attack",
    "security/test_what_is_compared.py": "git repositories, a process for each side",
}


def marks(path: Path, fixtures: list[str]) -> set[str]:
    """Return the marks of a test in a file that uses such fixtures."""
    found = {mark for fixture, mark in _BY_FIXTURE.items() if fixture in fixtures}
    inside = path.relative_to(HERE)
    if any(str(one) in SLOW for one in (inside, *inside.parents)):
        found.add("slow")
    return found


def rank(marked: set[str]) -> int:
    """Return when a file with such tests begins: what takes longest first, or it is waited for."""
    return 0 if "engine" in marked else 1 if "slow" in marked else 2
