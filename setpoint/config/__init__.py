"""YAML and overlays to typed models, or every error with its place.

What follows from the config (names, routes, vendors' terms) is the catalog's business.
"""

from setpoint.config.load import LoadedConfig, load, load_all
from setpoint.config.origins import Origins
from setpoint.config.problem import ConfigError, Problem
from setpoint.config.project import Project, find_project
from setpoint.config.value import Origin, Secret, Text

__all__ = [
    "ConfigError",
    "LoadedConfig",
    "Origin",
    "Origins",
    "Problem",
    "Project",
    "Secret",
    "Text",
    "find_project",
    "load",
    "load_all",
]
