"""Starts the plugin: `python -m sandbox.plugins.pagerduty`."""

from providers.plugin import serve
from sandbox.plugins.pagerduty.plugin import PagerDutyPlugin

serve(PagerDutyPlugin())
