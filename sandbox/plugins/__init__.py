"""The sandbox's own Pulumi plugins, and whether they or the official ones are used.

Nothing is imported here: each plugin is a process that starts through this package.
"""
