"""Alerting as code: what an alert is and what follows from it."""

__version__ = "0.1.0"
