"""A new project for an organization: rendered, tried, and only then written.

The files stand in `template/`, each under its own name with `.j2` behind it. Asking for the
answers is the command's business.
"""

from setpoint.scaffold.answers import Answers, OnCaller, Wrong, read_answers
from setpoint.scaffold.files import render
from setpoint.scaffold.writing import ExistingFilesError, write

__all__ = [
    "Answers",
    "ExistingFilesError",
    "OnCaller",
    "Wrong",
    "read_answers",
    "render",
    "write",
]
