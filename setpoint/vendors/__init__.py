"""What the vendors' clients take, as facts that the config, the components and the sandbox share.

Nothing of Setpoint is imported here.
"""
