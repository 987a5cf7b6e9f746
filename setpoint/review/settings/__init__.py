"""What a change does beside the config of alerts: where credentials go, what code runs.

A provider's setting names the address that its token is sent to; the project's file names
plugins and a runtime; the program, its requirements and its plugins run with every credential
of a deployment. None of it is an alert, and all of it decides about them.
"""

from setpoint.review.settings.committed import Committed, committed_at
from setpoint.review.settings.comparison import SettingChange, compare_settings, moved_project
from setpoint.review.settings.files import FolderFiles, ProjectFiles, RevisionFiles
from setpoint.review.settings.program import Program

__all__ = [
    "Committed",
    "FolderFiles",
    "Program",
    "ProjectFiles",
    "RevisionFiles",
    "SettingChange",
    "committed_at",
    "compare_settings",
    "moved_project",
]
