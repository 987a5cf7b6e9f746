"""The resolved, frozen catalog of one environment and how it is built from the config."""

from setpoint.catalog.building import build, held, load_catalog

__all__ = ["build", "held", "load_catalog"]
