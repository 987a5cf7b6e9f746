"""The sandbox's own Pulumi plugin of package `aws`, for machines without the official one.

Same types, defaults, ids and outputs as the official plugin, for what Setpoint declares; it works
through boto3 and against a loopback endpoint only. A type is one class in `resources`.
"""
