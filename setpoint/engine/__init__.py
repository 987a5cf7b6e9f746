"""The Pulumi engine: where its command line program is, and how to get it where it is missing.

The engine is Pulumi's own. It is looked for in this order: `pulumi` on PATH; the cache shared by
all clones; the official download; a build from source through the Go module proxy. Driving the
engine is the business of `setpoint.automation`.
"""

from setpoint.engine.errors import Attempt, EngineError
from setpoint.engine.obtaining import ensure_engine
from setpoint.engine.progress import Progress, console_progress
from setpoint.engine.search import Engine, EngineStatus, Source, engine_status, find_engine

__all__ = [
    "Attempt",
    "Engine",
    "EngineError",
    "EngineStatus",
    "Progress",
    "Source",
    "console_progress",
    "engine_status",
    "ensure_engine",
    "find_engine",
]
