"""The emulated PagerDuty account: REST API v2, Events API v2, Slack connections."""

from sandbox.pagerduty.app import create_app

__all__ = ["create_app"]
