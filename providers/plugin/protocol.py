"""The generated modules of Pulumi's protocol, loaded without the SDK around them.

`import pulumi` takes longer than everything else a plugin does at its start, and a plugin needs
only the messages. So the packages above them are stood in for while they load, unless the SDK is
loaded already.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any, Final

_MESSAGES: Final = "pulumi.runtime.proto"
_MAX_MESSAGE: Final = 400 * 1024 * 1024  # the engine's own limit
CHANNEL_OPTIONS: Final = (
    ("grpc.max_receive_message_length", _MAX_MESSAGE),
    ("grpc.max_send_message_length", _MAX_MESSAGE),
)
_lock = threading.Lock()


def load(module: str) -> Any:
    """The generated module of that name, such as `provider_pb2`."""
    full = f"{_MESSAGES}.{module}"
    with _lock:
        loaded = sys.modules.get(full)
        if loaded is not None:
            return loaded
        if "pulumi" in sys.modules:
            return importlib.import_module(full)
        return _load_alone(full)


def _load_alone(full: str) -> ModuleType:
    stand_ins = _stand_ins()
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module(full)
    finally:
        # A later `import pulumi` must find the real packages.
        for name in stand_ins:
            sys.modules.pop(name, None)


def _stand_ins() -> dict[str, ModuleType]:
    spec = importlib.util.find_spec("pulumi")
    if spec is None or spec.origin is None:
        raise ImportError("the package pulumi is not installed in this environment")
    folder = Path(spec.origin).parent
    stand_ins: dict[str, ModuleType] = {}
    for name in ("pulumi", "pulumi.runtime", _MESSAGES):
        module = ModuleType(name)
        module.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        stand_ins[name] = module
    return stand_ins
