"""The one place of setpoint that drives Pulumi.

`operation` runs up, preview, refresh and destroy of one environment on the real engine;
`target` says where: the project's own backend and accounts, or the sandbox;
`plan` renders the resource graph offline. Nothing here knows how results are printed.
"""
