"""PagerDutyService: a PagerDuty service and its key, a row of Sentry's PagerDuty integration.

The integration keeps all services in one table that is only written whole, without a version: so
every change reads the table, keeps the others' rows as they are, writes it and looks again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from providers.plugin import Created, PluginError, ReadState
from providers.sentry_alerting.checked import Checked
from providers.sentry_alerting.declare import Declaration, Property, Record, Text
from providers.sentry_alerting.monitor import ORGANIZATION
from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError, UnansweredError

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.plugin import Props
    from providers.sentry_alerting.account import Account

_ATTEMPTS = 4
_PAIR, _TRIPLE = 2, 3

_EXAMPLE = """\
PagerDutyService(
    "checkout",
    organization="acme",
    integration_id="2002",
    service_name="Checkout",
    integration_key="0123456789abcdef0123456789abcdef",
)
"""

DECLARATION = Declaration(
    name="PagerDutyService",
    doc="A PagerDuty service in Sentry's PagerDuty integration, for an alert's actions.",
    inputs=Record(
        "PagerDutyService",
        "",
        (
            ORGANIZATION,
            Property(
                "integrationId",
                Text(),
                "The id of the PagerDuty integration (see getIntegration).",
                required=True,
                replaces=True,
            ),
            Property("serviceName", Text(), "The service's name in Sentry.", required=True),
            Property(
                "integrationKey",
                Text(),
                "The key of the service's Sentry integration in PagerDuty.",
                required=True,
                secret=True,
            ),
        ),
    ),
    outputs=(Property("serviceId", Text(), "The row's id, for a PagerDutyAction's `serviceId`."),),
    example=_EXAMPLE,
    import_id="INTEGRATION/ROW or ORGANIZATION/INTEGRATION/ROW",
)


class PagerDutyService(Checked):
    """A row of an integration's table."""

    declaration = DECLARATION

    def __init__(self, account: Account) -> None:
        """All rows of one integration share its table."""
        super().__init__(account)
        self._lock = threading.Lock()
        self._tables: dict[tuple[str, str], list[Props]] = {}

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Add a row; one of the same name and key is the same link and is taken over."""
        del urn
        if preview:
            return Created("", self.previewed(inputs))
        wanted = {"service": inputs["serviceName"], "integration_key": inputs["integrationKey"]}

        def add(rows: list[Props]) -> list[Props]:
            return rows if _like(rows, wanted) else [*rows, {"id": 0, **wanted}]

        row = self._change(inputs, add, lambda rows: _like(rows, wanted))
        return self._created(inputs, row)

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Read the row."""
        organization, integration, row_id = self._locate(id, state or inputs)
        rows = self._table(organization, integration)
        row = next((one for one in rows or [] if str(one["id"]) == row_id), None)
        if row is None:
            if state:
                return None
            raise PluginError(
                f"The integration {integration} of {organization} has no row {row_id}."
            )
        found = {
            "organization": organization,
            "integrationId": integration,
            "serviceName": row["service"],
            "integrationKey": row["integration_key"],
        }
        return ReadState(f"{integration}/{row_id}", {**found, "serviceId": row_id}, found)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Change the row where it stands."""
        del old_inputs
        if preview:
            return self.previewed(news, olds)
        row_id = id.rsplit("/", 1)[-1]
        wanted = {"service": news["serviceName"], "integration_key": news["integrationKey"]}

        def change(rows: list[Props]) -> list[Props]:
            if not any(str(one["id"]) == row_id for one in rows):
                raise PluginError(
                    f"The row {row_id} ({news['serviceName']}) is gone from the integration "
                    f"{news['integrationId']}: run `pulumi refresh`, then `pulumi up` adds it anew."
                )
            return [{**one, **wanted} if str(one["id"]) == row_id else one for one in rows]

        self._change(news, change, lambda rows: _of_id(_all_like(rows, wanted), row_id))
        return {**news, "serviceId": row_id}

    def delete(self, *, id: str, state: Props) -> None:
        """Remove the row and keep the others."""
        row_id = id.rsplit("/", 1)[-1]
        try:
            self._change(
                state,
                lambda rows: [one for one in rows if str(one["id"]) != row_id],
                lambda rows: None if _of_id(rows, row_id) else {},
            )
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise

    def _created(self, inputs: Props, row: Props) -> Created:
        outputs = {
            **inputs,
            "organization": self.account.organization(inputs),
            "serviceId": str(row["id"]),
        }
        return Created(f"{inputs['integrationId']}/{row['id']}", outputs)

    def _change(
        self,
        inputs: Props,
        change: Callable[[list[Props]], list[Props]],
        done: Callable[[list[Props]], Props | None],
    ) -> Props:
        """Write the changed table until the change is seen in it; what `done` found."""
        organization = self.account.organization(inputs)
        path = f"organizations/{organization}/integrations/{inputs['integrationId']}/"
        with self._lock:
            self._tables.clear()
            for attempt in range(_ATTEMPTS):
                rows = _rows(self.account.client.get(path), path)
                changed = change(rows)
                if changed != rows:
                    self._write(path, changed, last=attempt == _ATTEMPTS - 1)
                    rows = _rows(self.account.client.get(path), path)
                found = done(rows)
                if found is not None:
                    return found
        raise PluginError(
            f"The table of the integration {inputs['integrationId']} of {organization} keeps being "
            "overwritten by somebody else; try again when it is at rest."
        )

    def _write(self, path: str, rows: list[Props], *, last: bool) -> None:
        """Write; whether a write without an answer was done shows when the table is read again."""
        try:
            self.account.client.post(path, {"service_table": rows})
        except UnansweredError:
            if last:
                raise

    def _table(self, organization: str, integration: str) -> list[Props] | None:
        key = (organization, integration)
        with self._lock:
            if key not in self._tables:
                path = f"organizations/{organization}/integrations/{integration}/"
                try:
                    self._tables[key] = _rows(self.account.client.get(path), path)
                except RefusedError as error:
                    if error.status == NOT_FOUND:
                        return None
                    raise
            return self._tables[key]

    def _locate(self, identifier: str, props: Props) -> tuple[str, str, str]:
        parts = identifier.split("/")
        if len(parts) == _TRIPLE:
            return parts[0], parts[1], parts[2]
        if len(parts) == _PAIR:
            return self.account.organization(props), parts[0], parts[1]
        raise PluginError(
            f"{identifier!r} names no row of an integration. Give INTEGRATION/ROW or "
            "ORGANIZATION/INTEGRATION/ROW."
        )


def _rows(integration: Any, path: str) -> list[Props]:
    provider = (integration.get("provider") or {}).get("key")
    if provider != "pagerduty":
        raise PluginError(f"{path} is an integration of {provider}, not of PagerDuty.")
    rows: list[Props] = (integration.get("configData") or {}).get("service_table") or []
    return rows


def _all_like(rows: list[Props], wanted: Props) -> list[Props]:
    return [one for one in rows if wanted.items() <= one.items()]


def _like(rows: list[Props], wanted: Props) -> Props | None:
    return next(iter(_all_like(rows, wanted)), None)


def _of_id(rows: list[Props], row_id: str) -> Props | None:
    return next((one for one in rows if str(one["id"]) == row_id), None)
