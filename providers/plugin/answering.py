"""Exceptions of a plugin's methods as the statuses of remote calls."""

from __future__ import annotations

import functools
import traceback
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

import grpc

from providers.plugin import protocol
from providers.plugin.errors import InitFailedError, PluginError, PropertiesError
from providers.plugin.values import marshal

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.plugin.api import Plugin
    from providers.plugin.errors import Masker

_DETAILS_KEY = "grpc-status-details-bin"


class _Servicer(Protocol):
    """Whose methods they are."""

    plugin: Plugin
    masker: Masker


_ServicerT = TypeVar("_ServicerT", bound=_Servicer)


def answering(method: Callable[[_ServicerT, Any], Any]) -> Callable[[_ServicerT, Any, Any], Any]:
    """Make a method of one request a remote call's handler that fails with a readable status."""

    @functools.wraps(method)
    def handler(servicer: _ServicerT, request: Any, context: Any) -> Any:
        try:
            return method(servicer, request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the engine needs an answer
            _abort(servicer, context, error)

    return handler


def _abort(servicer: _Servicer, context: Any, error: Exception) -> NoReturn:
    code = grpc.StatusCode.UNKNOWN
    details: Any = None
    if isinstance(error, PropertiesError):
        code, details = grpc.StatusCode.INVALID_ARGUMENT, _property_errors(servicer, error)
    elif isinstance(error, InitFailedError):
        details = _init_failed(servicer, error)
    text = _text(servicer, error)
    if details is not None:
        context.set_trailing_metadata(((_DETAILS_KEY, _status(code, text, details)),))
    context.abort(code, text)
    raise AssertionError  # abort has raised


def _text(servicer: _Servicer, error: Exception) -> str:
    if isinstance(error, PluginError):
        return servicer.masker.mask(str(error))
    # A mistake of the plugin: its own lines help whoever reports it.
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" ({frame.filename}:{frame.lineno})" for frame in frames)
    text = f"{servicer.plugin.name} failed: {type(error).__name__}: {error}{place}"
    return servicer.masker.mask(text)


def _property_errors(servicer: _Servicer, error: PropertiesError) -> Any:
    errors_pb2 = protocol.load("errors_pb2")
    property_error = errors_pb2.InputPropertiesError.PropertyError
    return errors_pb2.InputPropertiesError(
        errors=[
            property_error(
                property_path=failure.property, reason=servicer.masker.mask(failure.reason)
            )
            for failure in error.failures
        ]
    )


def _init_failed(servicer: _Servicer, error: InitFailedError) -> Any:
    return protocol.load("provider_pb2").ErrorResourceInitFailed(
        id=error.id,
        properties=marshal(error.outputs, error.secrets),
        inputs=marshal(error.inputs, error.secrets),
        reasons=[servicer.masker.mask(reason) for reason in error.reasons],
    )


def _status(code: grpc.StatusCode, text: str, details: Any) -> bytes:
    status = protocol.load("status_pb2").Status(code=code.value[0], message=text)
    status.details.add().Pack(details)
    return bytes(status.SerializeToString())
