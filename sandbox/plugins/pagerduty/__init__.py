"""The sandbox's own Pulumi plugin of the package `pagerduty`.

Makes the HTTP requests that the published plugin of the same version makes, with its defaults,
ids, outputs and failures, for the resource types that are in use here; knows no other types, and
no address but loopback. Nothing is imported here: a plugin has to start fast.
"""
