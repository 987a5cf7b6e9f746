"""Digests: a schedule, a function that asks Sentry and CloudWatch, a topic that tells people."""
