"""Alert: which issues lead to which actions. Sentry's API calls it a workflow.

Sentry answers conditions and actions in an order of its own, so all lists are sets here. An
update replaces all of them; none has an identity of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from providers.sentry_alerting import actions, conditions, limits
from providers.sentry_alerting.declare import Declaration, Flag, Many, Property, Record, Text, Whole
from providers.sentry_alerting.declared import Declared
from providers.sentry_alerting.monitor import ORGANIZATION, OWNER
from providers.sentry_alerting.vocabulary import ACTIVITIES, TRIGGERS, Logic
from providers.sentry_alerting.wire import given, without_nulls

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.checking import Checker

_ACTIVITY = "seer_activity_trigger"
_ANY = "any-short"

_EXAMPLE = """\
Alert(
    "checkout-pages",
    organization="acme",
    name="Checkout errors page",
    detector_ids=["880001"],
    environment="production",
    frequency=60,
    triggers=["first_seen_event", "regression_event"],
    action_filters=[
        ActionFilter(
            logic_type="all",
            conditions=[LevelCondition(level="error", match="gte")],
            actions=[
                SlackAction(integration_id="2001", channel="#incidents"),
                EmailAction(target_type="team", target_id="4101"),
            ],
        )
    ],
)
"""

ACTION_FILTER = Record(
    "ActionFilter",
    "Conditions on an issue and the actions taken when they hold.",
    (
        Property(
            "logicType",
            Text(get_args(Logic)),
            "How many of the conditions must hold.",
            default="all",
        ),
        Property("conditions", Many(conditions.CONDITIONS), "The conditions.", default=[]),
        Property("actions", Many(actions.ACTIONS, at_least=1), "What is done.", required=True),
    ),
)

DECLARATION = Declaration(
    name="Alert",
    doc="An alert: what happens when a monitor opens, changes or resolves an issue.",
    inputs=Record(
        "Alert",
        "",
        (
            ORGANIZATION,
            Property("name", Text(at_most=256), "The alert's name.", required=True),
            Property("enabled", Flag(), "Whether it acts.", default=True),
            OWNER,
            Property("environment", Text(), "The environment of the issues; all if left out."),
            Property(
                "frequency",
                Whole(choices=limits.FREQUENCIES),
                "Minutes before it acts on the same issue again.",
                default=30,
            ),
            Property(
                "detectorIds",
                Many(Text(pattern=r"\d+", pattern_meaning="the id of a monitor")),
                "The ids of the monitors whose issues it looks at.",
                default=[],
            ),
            Property(
                "triggers",
                Many(Text(tuple(TRIGGERS.values()))),
                "What makes it look at an issue.",
                default=[],
            ),
            Property(
                "seerActivities",
                Many(Text(ACTIVITIES), at_least=1),
                "Steps of Sentry's automatic analysis that make it look at an issue.",
            ),
            Property(
                "actionFilters", Many(ACTION_FILTER), "What is done for which issues.", default=[]
            ),
        ),
    ),
    outputs=(),
    example=_EXAMPLE,
    import_id="the alert's number, ORGANIZATION/NUMBER, or the address of its page",
)


class Alert(Declared):
    """A workflow."""

    declaration = DECLARATION
    kind = "workflows"
    noun = "alert"

    def judge(self, inputs: Props, checker: Checker) -> None:
        """Conditions and actions are complete."""
        filters = inputs["actionFilters"]
        for index, one in enumerate(filters if isinstance(filters, list) else []):
            if isinstance(one, dict):
                _judge_filter(one, index, checker)

    def creation_path(self, organization: str, inputs: Props) -> str:
        """Alerts belong to the organization."""
        del inputs
        return f"organizations/{organization}/workflows/"

    def encode(self, inputs: Props) -> Props:
        """The whole body."""
        return {
            "name": inputs["name"],
            "enabled": inputs["enabled"],
            "environment": inputs.get("environment"),
            "config": {"frequency": inputs["frequency"]},
            "detectorIds": inputs["detectorIds"],
            "triggers": {"logicType": _ANY, "conditions": _encode_triggers(inputs)},
            "actionFilters": [_encode_filter(one) for one in inputs["actionFilters"]],
            **given(inputs, "owner"),
        }

    def replacement(self, identifier: str, inputs: Props, old_inputs: Props) -> Props:
        """An update repeats the id, and says null to clear an owner."""
        cleared = {"owner": None} if old_inputs.get("owner") else {}
        return {**cleared, **self.encode(inputs), "id": identifier}

    def decode(self, body: Props) -> Props:
        """The inputs that an alert stands for."""
        owner = body.get("owner")
        return without_nulls(
            {
                "name": body.get("name"),
                "enabled": body.get("enabled", True),
                "owner": f"{owner['type']}:{owner['id']}" if isinstance(owner, dict) else owner,
                "environment": body.get("environment") or None,
                "frequency": (body.get("config") or {}).get("frequency"),
                "detectorIds": [str(one) for one in body.get("detectorIds") or []],
                **_decode_triggers((body.get("triggers") or {}).get("conditions") or []),
                "actionFilters": [_decode_filter(one) for one in body.get("actionFilters") or []],
            }
        )

    def unknown(self, organization: str, identifier: str) -> str:
        """An id that no alert has is perhaps that of an old rule."""
        return (
            f"The organization {organization} has no alert {identifier}. If that is the id of an "
            "issue or metric alert rule from before: Sentry gave the alert made of it another id, "
            "which is in the address of its page; look it up by name with getAlert."
        )


def _judge_filter(action_filter: Props, index: int, checker: Checker) -> None:
    for name, judge in (("conditions", conditions.faults), ("actions", actions.faults)):
        items = action_filter.get(name)
        for position, item in enumerate(items if isinstance(items, list) else []):
            for path, reason in judge(item) if isinstance(item, dict) else ():
                checker.blame(("actionFilters", index, name, position, *path), reason)


def _encode_triggers(inputs: Props) -> list[Props]:
    comparisons: list[tuple[str, Any]] = [(one, True) for one in inputs["triggers"]]
    if inputs.get("seerActivities"):
        comparisons.append((_ACTIVITY, inputs["seerActivities"]))
    return [
        {"type": kind, "comparison": comparison, "conditionResult": True}
        for kind, comparison in comparisons
    ]


def _decode_triggers(found: list[Props]) -> Props:
    activities = [one.get("comparison") for one in found if one.get("type") == _ACTIVITY]
    return {
        "triggers": [str(one.get("type")) for one in found if one.get("type") != _ACTIVITY],
        "seerActivities": activities[0] if activities and activities[0] else None,
    }


def _encode_filter(action_filter: Props) -> Props:
    logic = action_filter["logicType"]
    return {
        "logicType": _ANY if logic == "any" else logic,
        "conditions": [conditions.encode(one) for one in action_filter["conditions"]],
        "actions": [actions.encode(one) for one in action_filter["actions"]],
    }


def _decode_filter(body: Props) -> Props:
    logic = body.get("logicType")
    return {
        "logicType": "any" if logic == _ANY else logic,
        "conditions": [conditions.decode(one) for one in body.get("conditions") or []],
        "actions": [actions.decode(one) for one in body.get("actions") or []],
    }
