"""The resolved, frozen catalog of one environment and how it is built from the config."""

from setpoint.catalog.building import build, load_catalog

__all__ = ["build", "load_catalog"]
