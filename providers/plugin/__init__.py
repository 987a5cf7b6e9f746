"""A small kit for Pulumi resource plugins in Python, over the engine's gRPC protocol.

A plugin declares `Resource` and `Function` classes over plain JSON-like values; the kit does the
protocol: secrets, values unknown in a preview, detailed diffs, errors, cancellation, the process.
"""

from providers.plugin.address import is_safe_address
from providers.plugin.api import (
    CheckResult,
    Created,
    Function,
    Plugin,
    ReadState,
    Resource,
)
from providers.plugin.diff import DiffResult, PropertyDiffKind, diff_inputs, render_path
from providers.plugin.errors import (
    CheckFailure,
    InitFailedError,
    InvokeError,
    PluginError,
    PropertiesError,
)
from providers.plugin.serve import serve
from providers.plugin.values import UNKNOWN, Props, has_unknown

__all__ = [
    "UNKNOWN",
    "CheckFailure",
    "CheckResult",
    "Created",
    "DiffResult",
    "Function",
    "InitFailedError",
    "InvokeError",
    "Plugin",
    "PluginError",
    "PropertiesError",
    "PropertyDiffKind",
    "Props",
    "ReadState",
    "Resource",
    "diff_inputs",
    "has_unknown",
    "is_safe_address",
    "render_path",
    "serve",
]
