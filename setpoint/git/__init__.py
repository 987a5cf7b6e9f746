"""Reads a git repository, and runs nothing that it or the environment names.

The only place that starts git. Knows nothing of alerts: which files are wanted is for others.
"""

from setpoint.git.errors import GitError
from setpoint.git.finding import WorkTree, find_work_tree, repository_prefix, require_no_link
from setpoint.git.reading import Entry, GitReader, open_repository

__all__ = [
    "Entry",
    "GitError",
    "GitReader",
    "WorkTree",
    "find_work_tree",
    "open_repository",
    "repository_prefix",
    "require_no_link",
]
