"""`python -m sandbox.plugins.aws`: serve the plugin to an engine."""

from __future__ import annotations

from providers.plugin import serve
from sandbox.plugins.aws.plugin import AwsPlugin

if __name__ == "__main__":
    serve(AwsPlugin())
