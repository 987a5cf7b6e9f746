"""The accounts on loopback: AWS, Sentry and PagerDuty for a machine without any of them."""
