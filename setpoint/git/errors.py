"""What can go wrong between a project and its repository."""


class GitError(Exception):
    """The repository can't be read; the message is a sentence for the user."""
