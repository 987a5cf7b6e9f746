"""An emulator of Sentry's API: organization, projects, monitors, alerts, and what they refer to."""

from sandbox.sentry.app import create_app
from sandbox.sentry.seed import Integration, Person, Project, Seed

__all__ = ["Integration", "Person", "Project", "Seed", "create_app"]
