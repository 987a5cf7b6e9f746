"""Pulumi components: a catalog comes in, AWS, PagerDuty and Sentry resources go out."""

from components.provision import Outputs, provision

__all__ = ["Outputs", "provision"]
