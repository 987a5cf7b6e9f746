"""Serves the plugin to the Pulumi engine."""

from __future__ import annotations

from providers.plugin import serve
from sandbox.plugins.sentry.plugin import SentryPlugin

if __name__ == "__main__":
    serve(SentryPlugin())
