"""The sandbox's own Pulumi plugin `sentry`, for machines that can't download the official one.

It makes the same calls as pulumiverse's plugin 0.0.9, with the same defaults, ids, outputs and
failures, and talks to loopback only. `python -m sandbox.plugins.sentry` serves it.
"""
