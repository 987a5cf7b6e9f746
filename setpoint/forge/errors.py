"""What can go wrong between CI and the forge."""


class ForgeError(Exception):
    """The forge can't be asked or refuses; the message is a sentence for the user."""


class NotAllowedError(ForgeError):
    """There is no token, or one that may not write, as in a pull request from a fork."""
