"""What a path says of itself: whether a deployment runs it, or installs what it runs by.

Below a project that is code, lists of packages, and what tools of the shell and of CI start by
itself: make, direnv, mise, Docker, Nix, GitHub, GitLab and their like. In the folders above it
are those tools' files and the lists; a module there is run only if something names it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from setpoint.review.settings.committed import Kind

_OUT: Final = ".."
# Of a file's name: what says which packages are installed.
_LIST: Final = re.compile(
    r"[^/]+\.(?:txt|in|lock)|pyproject\.toml|setup\.cfg|(?:uv|poetry|pdm)\.toml|Pipfile"
    r"|pylock(?:\.[^/]+)?\.toml|(?:requirements|constraints)[^/.]*"
)
# In a folder above a text is no list unless it is called so.
_TEXT: Final = re.compile(r"(?!requirements|constraints)[^/]+\.(?:txt|in)")
# What Python imports, what is installed, what Pulumi starts.
_PROGRAM: Final = re.compile(
    r"[^/]+\.(?:py|pyw|pyc|pyd|so|pth|whl|egg|zip|pyz)|[^/]+\.tar\.(?:gz|bz2|xz)|PulumiPlugin\.yaml"
    r"|pulumi-(?:resource|language|analyzer|converter|tool)-[^/]+|pip\.conf|\.python-version"
)
# What make, a shell, direnv, mise, asdf, Docker, conda, Nix, go, npm and CI find by its name.
_TOOL: Final = re.compile(
    r"(?:GNUm|[Mm])akefile|\.?[Jj]ustfile|[Tt]askfile\.ya?ml|[^/]+\.(?:mk|sh|bash|nix|ps1)"
    r"|\.envrc|\.env(?:\.[^/]+)?|\.?mise(?:\.[^/]+)?\.toml|\.tool-versions|\.pre-commit-config\.yaml"
    r"|(?:Docker|Container)file[^/]*|[^/]+\.[Dd]ockerfile|(?:docker-)?compose(?:\.[^/]+)?\.ya?ml"
    r"|environment(?:[-.][^/]+)?\.ya?ml|conda-lock\.ya?ml|go\.(?:mod|sum|work)"
    r"|package(?:-lock)?\.json|setup\.py|tox\.ini|Jenkinsfile|action\.ya?ml|\.travis\.yml"
    r"|\.drone\.ya?ml|(?:azure|bitbucket)-pipelines\.ya?ml|\.gitlab-ci(?:\.[^/]+)?\.ya?ml"
)
# Folders of CI and of development containers, at the top of a repository or of a project.
_CI: Final = re.compile(
    r"\.github/(?:workflows|actions)/.+|\.gitlab/(?:.+/)?[^/]+\.ya?ml"
    r"|\.(?:circleci|buildkite|woodpecker|ci|devcontainer)/.+"
)
# Of a link's or submodule's name: what Python imports besides, a folder.
_PACKAGE: Final = re.compile(r"\w+")
_INIT: Final = "__init__.py"
_TESTS: Final = frozenset({"test", "tests", "doc", "docs"})
_PAGE: Final = re.compile(r"[^/]+\.(?:md|rst|html)")


def is_list(path: str) -> bool:
    """Whether a file says which packages are installed."""
    return bool(_LIST.fullmatch(_name(path)))


def counts(path: str, kind: Kind) -> bool:
    """Whether a path in a project is run; a link or submodule may be a package of that name."""
    name = _name(path)
    if kind is not Kind.file and _PACKAGE.fullmatch(name):
        return True
    runs = _PROGRAM.fullmatch(name) or _TOOL.fullmatch(name) or _CI.fullmatch(path)
    return bool(runs or is_list(path))


def counts_above(path: str) -> bool:
    """Whether a path that leads out of a project is run with it.

    It is if CI or a tool finds it from there: in a folder of CI, or right in a folder above.
    """
    inner = _inner(path)
    if _CI.fullmatch(inner):
        return True
    if "/" in inner:
        return False
    return bool(_TOOL.fullmatch(inner) or (is_list(inner) and not _TEXT.fullmatch(inner)))


def packages(paths: list[str]) -> frozenset[str]:
    """Return the outermost folders among files that are packages of Python, but for tests."""
    marked = sorted(
        PurePosixPath(path).parent for path in paths if PurePosixPath(path).name == _INIT
    )
    found: set[PurePosixPath] = set()
    for folder in marked:
        if _inner(folder.as_posix()) in {"", "."} or _TESTS & set(folder.parts):
            continue
        if not found & set(folder.parents):
            found.add(folder)
    return frozenset(folder.as_posix() for folder in found)


def belongs(path: str, folders: frozenset[str]) -> bool:
    """Whether a file comes with one of the packages: code, tables, templates; no page, no test."""
    if _PAGE.fullmatch(_name(path)) or _TESTS & set(PurePosixPath(path).parts):
        return False
    return any(parent.as_posix() in folders for parent in PurePosixPath(path).parents)


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _inner(path: str) -> str:
    """A path without what leads out at its beginning."""
    parts = PurePosixPath(path).parts
    first = next((index for index, part in enumerate(parts) if part != _OUT), len(parts))
    return "/".join(parts[first:])
