"""What the sandbox says when it can't."""


class SandboxError(Exception):
    """The sandbox cannot do what was asked; the message says why and the way out."""
