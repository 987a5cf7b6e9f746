"""States of alarms over series of datapoints, as CloudWatch would have set them.

A function of a catalog and of what its metrics were. Where series come from, and what the
states mean for anybody, is left to others.
"""

from setpoint.replay.alarms import Recording, Replay, replay
from setpoint.replay.alerts import replay_all
from setpoint.replay.errors import ReplayError
from setpoint.replay.notation import read_series
from setpoint.replay.series import Series
from setpoint.replay.settings import Settings
from setpoint.replay.states import Change, State, Timeline

__all__ = [
    "Change",
    "Recording",
    "Replay",
    "ReplayError",
    "Series",
    "Settings",
    "State",
    "Timeline",
    "read_series",
    "replay",
    "replay_all",
]
