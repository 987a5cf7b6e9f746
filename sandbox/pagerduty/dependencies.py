"""Business services, and which service depends on which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.collection import Answer, Call, Collection
from sandbox.pagerduty.errors import invalid, not_found
from sandbox.pagerduty.fields import Reference, Text

if TYPE_CHECKING:
    from sandbox.pagerduty.account import Account, Json


def _forget_relations(account: Account, item: Json) -> None:
    for relation in list(account.referrers("dependencies", item["id"])):
        account.table("dependencies").pop(relation["id"], None)


BUSINESS_SERVICES = Collection(
    path="/business_services",
    singular="business_service",
    plural="business_services",
    table="business_services",
    kind="business_service",
    fields={
        "name": Text(required=True, limit=255),
        "description": Text(),
        "point_of_contact": Text(),
        "team": Reference(kinds=("team",)),
    },
    defaults={"description": None, "point_of_contact": None, "team": None},
    unique="name",
    created=200,
    after_delete=_forget_relations,
)


def associate(call: Call) -> Answer:
    """POST /service_dependencies/associate: one service depends on another."""
    made = []
    for relation in _relations(call):
        item = {"id": f"D{call.account.new_hex(15).upper()}", **_ends(call.account, relation)}
        if _same(call.account, item):
            raise invalid("Service dependency already exists")
        call.account.table("dependencies")[item["id"]] = item
        made.append(item)
    return Answer(200, {"relationships": made})


def disassociate(call: Call) -> Answer:
    """POST /service_dependencies/disassociate."""
    found = [_same(call.account, _ends(call.account, one)) for one in _relations(call)]
    gone = [one for one in found if one and call.account.table("dependencies").pop(one["id"])]
    return Answer(200, {"relationships": gone})


def dependencies(call: Call) -> Answer:
    """GET /service_dependencies/{business_services|technical_services}/{id}."""
    kinds = {"business_services": "business_services", "technical_services": "services"}
    if call.params["kind"] not in kinds:
        raise not_found()
    call.account.get(kinds[call.params["kind"]], call.params["id"])
    found = list(call.account.referrers("dependencies", call.params["id"]))
    return Answer(200, {"relationships": found})


def _relations(call: Call) -> list[Json]:
    relations = (call.body or {}).get("relationships")
    if not isinstance(relations, list) or not relations:
        raise invalid("relationships must be provided")
    return relations


def _ends(account: Account, relation: Json) -> Json:
    ends = {}
    for key in ("supporting_service", "dependent_service"):
        end = relation.get(key) or {}
        business = str(end.get("type", "")).startswith("business_service")
        account.get("business_services" if business else "services", str(end.get("id")))
        kind = "business_service_reference" if business else "technical_service_reference"
        ends[key] = {"id": end["id"], "type": kind}
    return {"type": "service_dependency", **ends}


def _same(account: Account, item: Json) -> Json | None:
    for other in account.table("dependencies").values():
        if all(other[key] == item[key] for key in ("supporting_service", "dependent_service")):
            return other
    return None
