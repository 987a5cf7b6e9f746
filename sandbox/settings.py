"""What makes a stack use the sandbox: its providers' config and the engine's environment.

Both are made so that nothing of a real account is within reach: addresses on loopback, made-up
credentials, and no credential of the caller's environment.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sandbox.loopback import require_loopback, without_proxy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.location import SandboxInfo, SandboxUrls
    from sandbox.plugins.setup import PluginSetup

AWS_SERVICES = (
    "amp",
    "chatbot",
    "cloudwatch",
    "events",
    "iam",
    "kms",
    "lambda",
    "logs",
    "resourcegroupstaggingapi",
    "route53",
    "s3",
    "scheduler",
    "secretsmanager",
    "sns",
    "ssm",
    "sts",
    "synthetics",
)

_CREDENTIAL = "sandbox"
_PROVIDERS = ("aws", "pagerduty", "pagerduty-overrides", "sentry", "sentry-alerting")
_KEPT_KEYS = frozenset({"aws:region", "aws:defaultTags"})
_SCRUBBED = ("AWS_", "PAGERDUTY_", "SENTRY_", "PULUMI_", "TF_")
_KEPT_VARIABLES = frozenset({"PULUMI_HOME"})


def sandboxed_config(config: Mapping[str, Any], urls: SandboxUrls) -> dict[str, Any]:
    """Return a stack's config with every provider pointed at the sandbox.

    Args:
        config: The mapping under `config` of a `Pulumi.<stack>.yaml`.
        urls: Where the sandbox serves.

    Raises:
        SandboxError: An address is not on loopback.
    """
    return without_providers(config) | provider_settings(urls)


def without_providers(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return config without what says which accounts are used, and how.

    Args:
        config: The mapping under `config` of a `Pulumi.<stack>.yaml`, or of a `Pulumi.yaml`.
    """
    return {
        key: value
        for key, value in config.items()
        if key in _KEPT_KEYS or key.partition(":")[0] not in _PROVIDERS
    }


def provider_settings(urls: SandboxUrls) -> dict[str, Any]:
    """Return the config of the providers, keyed as in a `Pulumi.<stack>.yaml`.

    Raises:
        SandboxError: An address is not on loopback.
    """
    aws = require_loopback(urls.aws, "The sandbox's AWS")
    sentry = require_loopback(urls.sentry, "The sandbox's Sentry")
    pagerduty = require_loopback(urls.pagerduty, "The sandbox's PagerDuty")
    return {
        "aws:accessKey": _CREDENTIAL,
        "aws:secretKey": _CREDENTIAL,
        "aws:endpoints": [dict.fromkeys(AWS_SERVICES, aws)],
        "aws:s3UsePathStyle": True,
        "aws:skipCredentialsValidation": True,
        "aws:skipMetadataApiCheck": True,
        "aws:skipRegionValidation": True,
        "pagerduty:apiUrlOverride": pagerduty,
        "pagerduty:token": _CREDENTIAL,
        "pagerduty:userToken": _CREDENTIAL,
        "pagerduty-overrides:apiUrl": pagerduty,
        "pagerduty-overrides:token": _CREDENTIAL,
        "sentry:baseUrl": f"{sentry}/api/",
        "sentry:token": _CREDENTIAL,
        "sentry-alerting:baseUrl": f"{sentry}/api/",
        "sentry-alerting:token": _CREDENTIAL,
    }


def sandboxed_environment(
    info: SandboxInfo, plugins: PluginSetup, base: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the environment for an engine that works on the sandbox.

    Args:
        info: The running sandbox; its folder for stacks is made if missing.
        plugins: Which plugins the engine is to find.
        base: What it starts from, by default this process's environment.
    """
    variables = without_accounts(os.environ if base is None else base)
    info.stacks.mkdir(parents=True, exist_ok=True)
    variables |= {
        "PATH": os.pathsep.join((str(plugins.path_prefix), variables.get("PATH", os.defpath))),
        # The engine's sidecar files may be cut off when it is killed, and are of no use.
        "PULUMI_BACKEND_URL": f"file://{info.stacks}?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": _CREDENTIAL,
        # Whether official plugins are used is decided; the engine need not look for them again.
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PAGERDUTY_OVERRIDES_PYTHON": sys.executable,
        "SENTRY_ALERTING_PYTHON": sys.executable,
    }
    without_proxy(variables)
    return variables


def without_accounts(variables: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which nobody finds an account of the caller's, nor AWS's files."""
    kept = {
        name: value
        for name, value in variables.items()
        if name in _KEPT_VARIABLES or not name.upper().startswith(_SCRUBBED)
    }
    return kept | {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


@contextmanager
def accounts_hidden() -> Iterator[None]:
    """Keep the caller's accounts from this process itself for the length of the block."""
    before = dict(os.environ)
    _become(without_accounts(before))
    try:
        yield
    finally:
        _become(before)


def _become(variables: Mapping[str, str]) -> None:
    for name in os.environ.keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)
