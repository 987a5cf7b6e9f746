"""The plugin's process: `python providers/pagerduty_overrides` or `python -m` of the package."""

import sys
from pathlib import Path

# The engine starts this folder by its path, which alone doesn't make the packages importable.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from providers.pagerduty_overrides.package import PagerDutyOverrides
from providers.plugin import serve

serve(PagerDutyOverrides())
