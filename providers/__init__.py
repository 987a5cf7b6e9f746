"""Plugins of the Pulumi engine: a kit to write them, and the one for Sentry."""
