"""A stranger's pull request: its files are read, and nothing else happens.

The commands run as the review of a pull request runs them, in a process of their own, with
little memory and little time, and with a Python that reports whatever reaches for the network,
another program, or a file outside the project, Python and the system's own data.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MEMORY, SECONDS = 1_500_000_000, 60
COMMANDS = (("check",), ("lint", "--fail-on", "error"), ("show", "--json"))
# Reports audit events (docs.python.org/3/library/audit_events.html) that a config may not cause.
WATCH = """
import os, sys
allowed = tuple(map(os.path.realpath, sys.argv[1].split(os.pathsep)))
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        os.write(2, f"WATCHED {event} {args!r}\\n".encode()); os._exit(99)
    if event == "open" and isinstance(args[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith(allowed):
            os.write(2, f"WATCHED open {path}\\n".encode()); os._exit(99)
sys.argv[1:2] = []
from setpoint.__main__ import run
sys.addaudithook(watch)
run()
"""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def watched(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a project under watch."""
    own = [
        str(project),
        *sys.path,
        sys.prefix,
        sys.base_prefix,
        "/dev/null",
        "/usr",
        "/etc",
        "/proc/self",
    ]
    return subprocess.run(
        [sys.executable, "-c", WATCH, os.pathsep.join(filter(None, own)), *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=_limited,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_reading_a_project_reads_its_files_and_nothing_else(
    project: Path, command: tuple[str, ...]
) -> None:
    done = watched(project, *command)

    assert done.returncode == 0, done.stderr


def test_the_watch_can_fail(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "lint.txt"

    done = watched(project, "lint", "--output", str(outside))

    assert (done.returncode, done.stderr) == (99, f"WATCHED open {outside}\n")


@pytest.mark.parametrize("name", ["alerts.yaml", "Pulumi.prod.yaml"])
def test_a_link_out_of_the_project_shows_nothing(
    project: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "credentials"
    secret.write_text("hunter2: hunter2\n")
    (project / name).unlink(missing_ok=True)
    (project / name).symlink_to(secret)

    done = watched(project, "check")

    assert done.returncode == 2
    assert f"{name}:1:1: it is a link" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


def test_a_folder_that_is_a_link_shows_nothing(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "other.yaml").write_text("hunter2: hunter2\n")
    (project / "alerts.yaml").unlink()
    (project / "alerts").symlink_to(elsewhere)

    done = watched(project, "check")

    assert "alerts/other.yaml:1:1: it is a link, or in a folder that is one" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.parametrize("target", ["/dev/zero", "/proc/self/environ"])
def test_what_never_ends_is_not_read(project: Path, target: str) -> None:
    (project / "alerts.yaml").unlink()
    (project / "alerts.yaml").symlink_to(target)

    assert "alerts.yaml:1:1: it is a link" in watched(project, "check").stderr


def test_a_pipe_is_not_waited_for(project: Path) -> None:
    (project / "alerts.yaml").unlink()
    os.mkfifo(project / "alerts.yaml")

    assert "alerts.yaml:1:1: this is no regular file" in watched(project, "check").stderr


BOMBS = {
    "aliases": "\n".join(
        [
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
            *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)),
        ]
    ),
    "depth": "a: " + "[" * 100_000,
    "python": "services: !!python/object/apply:os.system ['true']",
    "number": "severities: { high: { respond_within: " + "9" * 5_000 + "d } }",
    "long-key": f"? {'k' * 2_000_000}\n: x",
    "many-keys": "".join(f"k{n}: 1\n" for n in range(200_000)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_an_error_within_little_memory_and_time(project: Path, bomb: str) -> None:
    (project / "alerts.yaml").write_text(BOMBS[bomb] + "\n")

    done = watched(project, "check")

    assert done.returncode == 2, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "MemoryError" not in done.stderr


HUGE = {
    "bytes": (10, lambda _: "x: '" + "y" * 7_900_000 + "'\n"),
    "values": (10, lambda n: f"k{n}: [{'a,' * 240_000}]\n"),
    "mappings": (4, lambda n: f"k{n}: {{{','.join(f'a{i}: ' for i in range(160_000))}}}\n"),
}


@pytest.mark.parametrize("kind", HUGE)
def test_many_files_are_bounded_together(project: Path, kind: str) -> None:
    count, text = HUGE[kind]
    (project / "alerts.yaml").unlink()
    (project / "alerts").mkdir()
    for number in range(count):
        (project / "alerts" / f"f{number}.yaml").write_text(text(number))

    done = watched(project, "check")

    assert done.returncode == 2, done.stderr[-2000:]
    assert "with this file the config" in done.stderr


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\\u202e", "\\u2067"])
@pytest.mark.parametrize("place", ["summary: CPU {}is high", "# {}", "high{}-cpu:"])
def test_direction_marks_are_refused_wherever_they_stand(
    project: Path, mark: str, place: str
) -> None:
    """As they are, and as YAML's escapes, of names, texts and comments."""
    escaped = mark.startswith("\\")
    if escaped and place.startswith("#"):
        pytest.skip("a comment has no escapes")
    key, _, value = place.format(mark).partition(": ")
    line = f'"{key.rstrip(":")}": "{value}"' if escaped and value else place.format(mark)
    if escaped and not value:
        line = f'"{key.rstrip(":")}":'
    old = {"s": "summary: CPU is high", "#": "severity: high", "h": "high-cpu:"}[place[0]]
    new = f"{old} {line}" if place[0] == "#" else line
    text = (project / "alerts.yaml").read_text()
    (project / "alerts.yaml").write_text(text.replace(old, new, 1), "utf-8")

    done = watched(project, "check")

    assert done.returncode == 2
    assert "the direction mark U+" in done.stderr
    assert not any(mark in done.stderr for mark in "\u202e\u2066\u2067\u200f")


NAMES = ("a\rb", "\x1b[2J", "a\u202eb", "@everyone", "::add-mask::x", "a b", "Prod", "a.b")


@pytest.mark.parametrize("name", NAMES)
def test_an_environment_s_name_is_an_id(project: Path, name: str) -> None:
    (project / f"Pulumi.{name}.yaml").write_text("config: {}\n")

    done = watched(project, "check")

    assert done.returncode == 2
    assert "is no id; ids are lower-case letters and digits" in done.stderr
    assert not {"\r", "\x1b", "\u202e"} & set(done.stderr)


HOSTILE_FILE = "a\n::add-mask::x\n\r::add-mask::b\x1b[2J\u202e@everyone ![x](https://x.example/x.png)##[group]c.yaml"


@pytest.mark.parametrize("form", ["text", "markdown", "annotations", "json"])
def test_a_file_s_name_is_shown_as_it_is(
    project: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (project / "alerts").mkdir()
    (project / "alerts.yaml").rename(project / "alerts" / "base.yaml")
    (project / "alerts" / HOSTILE_FILE.replace("/", "\u2215")).write_text("nonsense: 1\n")

    done = watched(project, "check", "--format", form)

    said = done.stdout + done.stderr
    assert done.returncode == 2
    assert not {"\x1b", "\u202e", "\r"} & set(said)
    assert "##[" not in said or form == "annotations"  # there, a line's first command is it
    commands = [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith("::error file=alerts/a") for line in commands)
    if form == "markdown":
        assert not [mark for mark in ("@everyone", "![", "https://x", "<img") if mark in said]


FINDING = """\
services:
  odd:
    name: Odd
    team: core
    alerts:
      cpu:
        severity: high
        summary: {}
        cloudwatch:
          metric:
            namespace: AWS/EC2
            name: CPUUtilization
            statistic: Average
            dimensions: {{ InstanceId: i-1 }}
          comparison: ">"
          threshold: 80%
"""


@pytest.mark.parametrize(
    "command",
    [("lint",), ("diff", "old", "."), ("lint", "-f", "sarif"), ("diff", "old", ".", "-f", "sarif")],
)
@pytest.mark.parametrize("name", ["a\n::add-mask::b.yaml", "a\udcff.yaml"], ids=["lines", "bytes"])
def test_a_file_s_name_starts_no_line_and_ends_no_report(
    project: Path, command: tuple[str, ...], name: str
) -> None:
    (project / "alerts").mkdir()
    (project / "alerts.yaml").rename(project / "alerts" / "base.yaml")
    (project / "alerts" / name).write_text(FINDING.format("x" * 200))
    shutil.copytree(project, project / "old")
    (project / "alerts" / name).write_text(FINDING.format("x" * 200).replace("80%", "90%"))

    done = watched(project, *command)

    said = done.stdout + done.stderr
    assert done.returncode in {0, 1}, done.stderr
    assert "alerts/a" in said
    assert not [line for line in said.splitlines() if line.startswith("::")]


def test_variables_do_not_multiply(project: Path) -> None:
    doubled = "\n".join(f'  a{n}: "${{a{n - 1}}}${{a{n - 1}}}"' for n in range(1, 60))
    text = (project / "alerts.yaml").read_text()
    text = text.replace("summary: CPU is high", 'summary: "${a59}"')
    (project / "alerts.yaml").write_text(f"{text}\nvariables:\n  a0: xxxxxxxxxx\n{doubled}\n")

    done = watched(project, "check")

    assert done.returncode in {0, 2}
    assert len(done.stdout + done.stderr) < 100_000
