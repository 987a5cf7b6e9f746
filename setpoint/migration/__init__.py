"""Takes over what an organization has in Sentry already: monitors and alerts become config.

`reading` asks Sentry's API, through the Sentry provider's client; `migrating` turns what was read
into a project's files and an account of what was left and why; `import_file` names the objects
for `pulumi import`. Nothing here imports pulumi, changes anything in Sentry, or prints.
"""
