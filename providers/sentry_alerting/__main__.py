"""The plugin's process: `python providers/sentry_alerting` or `python -m` of the package."""

import sys
from pathlib import Path

# The engine starts this folder by its path, which alone doesn't make the packages importable.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from providers.plugin import serve
from providers.sentry_alerting.package import SentryAlerting

serve(SentryAlerting())
