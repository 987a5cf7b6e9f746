"""The plugin: one resource, over one account of PagerDuty's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from providers.pagerduty_overrides import PACKAGE, VERSION
from providers.pagerduty_overrides.client import Client
from providers.pagerduty_overrides.override import INPUTS, Override
from providers.plugin import Plugin

if TYPE_CHECKING:
    from providers.plugin import Props

_SETTINGS: Final = ("apiUrl", "region", "token")


class PagerDutyOverrides(Plugin):
    """The package `pagerduty-overrides`."""

    name = PACKAGE
    version = VERSION

    def __init__(self) -> None:
        super().__init__()
        self.client = Client(self.cancelled)
        self.resources = [Override(self.client)]

    def configure(self, config: Props) -> None:
        """Take the settings; nothing is asked of PagerDuty yet."""
        self.client.configure(config)

    def schema(self) -> str:
        """The package's schema."""
        text = {"type": "string"}
        properties = dict.fromkeys(INPUTS, text)
        override = {"properties": properties, "required": list(INPUTS)}
        settings = {**dict.fromkeys(_SETTINGS, text), "token": {**text, "secret": True}}
        return json.dumps(
            {
                "name": PACKAGE,
                "version": VERSION,
                "config": {"variables": settings},
                "provider": {"inputProperties": settings},
                "resources": {
                    Override.token: {
                        **override,
                        "inputProperties": properties,
                        "requiredInputs": list(INPUTS),
                    }
                },
            }
        )
