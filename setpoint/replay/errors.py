"""What a replay can't do."""


class ReplayError(ValueError):
    """The series given don't suffice; the message names the alarm or series and the way out."""
