"""boto3 clients for loopback endpoints, and AWS's refusals in the official plugin's words.

boto3 is loaded when the first client is made: a plugin has to start quickly.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError
from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props

_RETRIES = 25
_LONGEST_PAUSE = 5.0
_FIRST_PAUSE = 0.1
_REFUSED = 400
_TOO_MANY = 429
_SERVER_ERROR = 500


class AwsRefusalError(PluginError):
    """AWS answered with an error; `code` is AWS's."""

    def __init__(self, text: str, code: str) -> None:
        """`text` is what the official plugin's SDK would print."""
        super().__init__(text)
        self.code = code


class Clients:
    """The clients of one configuration, made once per service and Region."""

    def __init__(self, config: Props) -> None:
        """Take the provider's configuration.

        Raises:
            PluginError: An endpoint isn't on loopback, or there is no Region.
        """
        self._endpoints = _endpoints(config)
        self._config = config
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Any] = {}
        region = config.get("region")
        if not region:
            raise PluginError("aws:region is not set; say `pulumi config set aws:region ...`.")
        self.region = str(region)

    def client(self, service: str, region: str) -> Any:
        """Return the boto3 client of a service.

        Raises:
            PluginError: The configuration has no endpoint for it.
        """
        with self._lock:
            if (service, region) not in self._made:
                self._made[service, region] = self._make(service, region)
            return self._made[service, region]

    def _make(self, service: str, region: str) -> Any:
        import boto3  # noqa: PLC0415 - see the module
        from botocore.config import Config  # noqa: PLC0415

        endpoint = self._endpoints.get(service)
        if endpoint is None:
            raise PluginError(
                f"aws:endpoints names none for {service}; the sandbox's plugin works on "
                "loopback only."
            )
        attempts = int(self._config.get("maxRetries") or _RETRIES) + 1
        retries = {"mode": "standard", "total_max_attempts": attempts}
        client = boto3.Session().client(
            service,
            region_name=region,
            endpoint_url=endpoint,
            aws_access_key_id=self._config.get("accessKey") or "sandbox",
            aws_secret_access_key=self._config.get("secretKey") or "sandbox",
            aws_session_token=self._config.get("token"),
            config=Config(retries=retries, proxies={}, max_pool_connections=32),
        )
        client.meta.events.register("needs-retry", _retry_too_many)
        client.meta.events.register("before-parse", _fill_empty_refusal)
        return client


class Aws:
    """AWS in one Region, as resources see it."""

    def __init__(self, clients: Clients, region: str | None = None) -> None:
        """Work in `region`, by default the provider's."""
        self._clients = clients
        self.region = region or clients.region

    def parameters(self, service: str, method: str) -> frozenset[str]:
        """Return the names of an operation's parameters."""
        client = self._clients.client(service, self.region)
        operation = client.meta.service_model.operation_model(
            client.meta.method_to_api_mapping[method]
        )
        return frozenset(operation.input_shape.members)

    def call(self, service: str, method: str, **params: Any) -> dict[str, Any]:
        """Call an operation; parameters that are None are left out.

        Raises:
            AwsRefusalError: AWS refused.
            PluginError: AWS could not be reached.
        """
        from botocore.exceptions import (  # noqa: PLC0415 - loaded with boto3
            BotoCoreError,
            ClientError,
        )

        client = self._clients.client(service, self.region)
        given = {name: value for name, value in params.items() if value is not None}
        try:
            answer: dict[str, Any] = getattr(client, method)(**given)
        except ClientError as error:
            raise _refusal(client, error) from error
        except BotoCoreError as error:
            operation = client.meta.method_to_api_mapping[method]
            raise PluginError(f"operation error {_title(client)}: {operation}, {error}") from error
        return answer


def _refusal(client: Any, error: Any) -> AwsRefusalError:
    answer = error.response
    metadata = answer.get("ResponseMetadata", {})
    code = str(answer.get("Error", {}).get("Code", "Unknown"))
    text = (
        f"operation error {_title(client)}: {error.operation_name}, https response error "
        f"StatusCode: {metadata.get('HTTPStatusCode')}, "
        f"RequestID: {metadata.get('RequestId', '')}, "
        f"api error {code}: {answer.get('Error', {}).get('Message', '')}"
    )
    return AwsRefusalError(text, code)


def _title(client: Any) -> str:
    return str(client.meta.service_model.service_id)


def _retry_too_many(response: Any, attempts: int, **_: Any) -> float | None:
    """Wait and try again after a bare 429, which boto3 takes for a plain refusal."""
    if response is None or response[0].status_code != _TOO_MANY or attempts > _RETRIES:
        return None
    return float(min(_FIRST_PAUSE * 2.0**attempts, _LONGEST_PAUSE))


def _fill_empty_refusal(operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
    """Put an error into the empty body of a refusal, which boto3 could not read otherwise."""
    status = response_dict["status_code"]
    if not _REFUSED <= status < _SERVER_ERROR or response_dict["body"].strip():
        return
    code = "TooManyRequestsException" if status == _TOO_MANY else f"Status{status}"
    protocol = operation_model.service_model.metadata["protocol"]
    if "json" in protocol or "cbor" in protocol:
        response_dict["headers"]["x-amzn-errortype"] = code
        response_dict["body"] = b"{}"
        return
    error = f"<Error><Code>{code}</Code><Message>no message</Message></Error>"
    response_dict["body"] = f"<ErrorResponse>{error}</ErrorResponse>".encode()


def _endpoints(config: Props) -> dict[str, str]:
    listed = config.get("endpoints") or []
    merged: dict[str, str] = {}
    for entry in listed if isinstance(listed, list) else [listed]:
        merged |= _checked(entry)
    if not merged:
        raise PluginError(
            "The sandbox's plugin `aws` works on loopback only, and aws:endpoints is not set."
        )
    return merged


def _checked(entry: Mapping[str, str | None]) -> dict[str, str]:
    try:
        return {
            service: require_loopback(url, f"The endpoint of {service}")
            for service, url in entry.items()
            if url
        }
    except SandboxError as error:
        raise PluginError(str(error)) from error
