"""The Pulumi package `sentry-alerting`: Sentry's monitors and alerts, of today's API.

Every resource is declared once, as data (`declare`), beside the two functions that turn its
properties into Sentry's bodies and back. Checks, diffs, the schema, the reference and the Python
classes all follow from the declaration.
"""

PACKAGE = "sentry-alerting"
VERSION = "0.1.0"
