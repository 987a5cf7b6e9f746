"""An alert (workflow) as an object: filled from a request, with new ids for all its parts.

Sentry answers conditions in an order of their own and `any` as `any-short`; here their order is
the reverse of the one sent, with ids that rise in the order sent. Actions and filters come back in
the order sent: the acceptance tests of Terraform's provider hold Sentry to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.actions import action_row
from sandbox.sentry.errors import invalid
from sandbox.sentry.strict import parse
from sandbox.sentry.workflow_bodies import Workflow

if TYPE_CHECKING:
    from sandbox.sentry.condition_bodies import Condition


def new(account: Account) -> Row:
    """Return an alert with nothing filled in; it is not yet in the table."""
    date = now()
    return {
        "id": account.next_id("workflow"),
        "name": "",
        "organizationId": account.organization["id"],
        "createdBy": account.organization["_tokenUser"],
        "dateCreated": date,
        "dateUpdated": date,
        "triggers": None,
        "actionFilters": [],
        "environment": None,
        "config": {},
        "detectorIds": [],
        "enabled": True,
        "lastTriggered": None,
        "owner": None,
    }


def fill(account: Account, row: Row, content: Any) -> None:
    """Put a body into an alert; what the body leaves out stays as it was sent before.

    Raises:
        ApiError: 400 with the fields' errors; the alert is unchanged then.
    """
    if isinstance(content, dict):
        content = row.get("_sent", {}) | {to_camel(key): value for key, value in content.items()}
    body = parse(Workflow, content)
    account.owner(body.owner)
    detector_ids = _detector_ids(account, body)
    groups = [
        [action_row(account, action) for action in one.actions] for one in body.action_filters
    ]
    row.update(
        name=body.name,
        enabled=body.enabled,
        environment=body.environment,
        owner=body.owner,
        config=body.config.complete(),
        detectorIds=detector_ids,
        triggers=_group(account, body.triggers.logic_type, body.triggers.conditions, []),
        actionFilters=[
            _group(account, one.logic_type, one.conditions, actions)
            for one, actions in zip(body.action_filters, groups, strict=True)
        ],
        _sent={key: value for key, value in content.items() if key != "id"},
    )


def view(row: Row) -> Row:
    """Return an alert as Sentry answers it."""
    return {key: value for key, value in row.items() if not key.startswith("_")}


def _detector_ids(account: Account, body: Workflow) -> list[str]:
    ids = [str(one) for one in body.detector_ids]
    if unknown := [one for one in ids if one not in account.table("detector")]:
        raise invalid(detectorIds=f"Some detectors do not exist: {', '.join(unknown)}")
    return list(dict.fromkeys(ids))


def _group(account: Account, logic_type: str, conditions: list[Any], actions: list[Row]) -> Row:
    numbered = [_condition(account, condition) for condition in conditions]
    acted = [{"id": account.next_id("action"), **action} for action in actions]
    return {
        "id": account.next_id("condition-group"),
        "organizationId": account.organization["id"],
        "logicType": "any-short" if logic_type == "any" else logic_type,
        "conditions": numbered[::-1],
        "actions": acted,
    }


def _condition(account: Account, condition: Condition) -> Row:
    return {
        "id": account.next_id("condition"),
        "type": condition.type,
        "comparison": condition.comparison,
        "conditionResult": condition.condition_result,
    }
