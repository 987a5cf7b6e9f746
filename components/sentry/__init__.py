"""Sentry: teams, projects, keys, monitors and alerts."""
