"""What ties two objects together: tags on entities, services that depend on services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import FIVE_MINUTES, ApiFailure, on_status
from sandbox.plugins.pagerduty.managed import FrameworkManaged

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_PARTS = 3
_KINDS = {"business_service": "business_services", "service": "technical_services"}
_ENTITIES = {"users": "user", "teams": "team", "escalation_policies": "escalation_policy"}


class TagAssignment(FrameworkManaged):
    """A tag on a user, a team or an escalation policy."""

    token = "pagerduty:index/tagAssignment:TagAssignment"
    inputs = ("entityId", "entityType", "tagId")
    required = inputs
    replace_on = frozenset(inputs)

    def make(self, inputs: Props) -> tuple[str, Props]:
        """Add the tag, then GET the entity and its tags."""
        self._change(inputs, "add")
        id_ = f"{inputs['entityId']}.{inputs['tagId']}"
        return id_, self.fetch(id_, inputs) or dict(inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the entity, then its tags; without the tag among them it is gone."""
        del id
        entity, kind, tag = state["entityId"], state["entityType"], state["tagId"]
        try:
            self.client.insist(lambda: self.client.get(f"/{kind}/{entity}"), final=on_status(404))
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        heading = f"Error reading tags for {kind} entity with ID {entity}"
        try:
            tags = self.client.insist(
                lambda: self._tags(kind, entity), final=on_status(), budget=FIVE_MINUTES
            )
        except ApiFailure as failure:
            raise failure.under(heading) from failure
        known = {"entityId": entity, "entityType": kind, "tagId": tag}
        return known if tag in tags else None

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Never asked for: every change is a replacement."""
        del inputs, state
        raise PluginError(f"{self.token} {id} can't be changed, only replaced.")

    def remove(self, id: str, state: Props) -> None:
        """Take the tag off."""
        del id
        self._change(state, "remove")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`type.entity.tag`; an import looks at the tags first."""
        parts = id.split(".")
        if len(parts) != _PARTS or parts[0] not in _ENTITIES:
            raise PluginError(
                "Error importing pagerduty_tag_assignment: Expecting an importation ID formed as "
                "'<entity_type>.<entity_id>.<tag_id>'"
            )
        kind, entity, tag = parts
        self._tags(kind, entity)
        return f"{entity}.{tag}", {"entityId": entity, "entityType": kind, "tagId": tag}

    def _change(self, values: Props, what: str) -> None:
        path = f"/{values['entityType']}/{values['entityId']}/change_tags"
        body = {what: [{"type": "tag_reference", "id": values["tagId"]}]}
        self.client.insist(lambda: self.client.call("POST", path, body), final=on_status(400, 404))

    def _tags(self, kind: str, entity: str) -> list[str]:
        found: list[str] = []
        while True:
            page = self.client.get(f"/{kind}/{entity}/tags", offset=str(len(found)))
            tags = page.get("tags")
            if tags is None or any(not tag.get("id") for tag in tags):
                raise ApiFailure("the answer has no tags")
            found += [tag["id"] for tag in tags]
            if not page.get("more"):
                return found


class ServiceDependency(FrameworkManaged):
    """One service depends on another. It can't be changed."""

    token = "pagerduty:index/serviceDependency:ServiceDependency"
    inputs = ("dependency",)
    required = inputs
    replace_on = frozenset(inputs)

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST to associate."""
        ends = _ends(inputs)
        answer = self.client.insist(
            lambda: self.client.call(
                "POST", "/service_dependencies/associate", {"relationships": [ends]}
            ),
            final=on_status(400, 404),
        )
        made = answer.get("relationships") or []
        if not made:
            raise PluginError("Pagerduty did not responded with any dependency: ")
        return made[0].get("id") or "", _outputs(made[0])

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET what the dependent service depends on; without this one among it, it is gone."""
        found = self._find(id, state)
        return _outputs(found) if found else None

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Never asked for: every change is a replacement."""
        del inputs, state
        raise PluginError(f"{self.token} {id} can't be changed, only replaced.")

    def remove(self, id: str, state: Props) -> None:
        """GET, then POST to disassociate if it is still there."""
        if self._find(id, state) is None:
            return
        relation = {"id": id, "type": "service_dependency", **_ends(state)}
        self.client.insist(
            lambda: self.client.call(
                "POST", "/service_dependencies/disassociate", {"relationships": [relation]}
            ),
            final=on_status(400, 404),
        )

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`dependent.type.id`; an import fetches twice."""
        parts = id.split(".")
        if len(parts) != _PARTS or parts[1] not in _KINDS:
            raise PluginError(
                "Error importing pagerduty_service_dependency: Expecting an importation ID formed "
                "as '<supporting_service_id>.<supporting_service_type>.<service_dependency_id>'"
            )
        dependent = {"dependentServices": [{"id": parts[0], "type": parts[1]}]}
        self._find(parts[2], {"dependency": dependent})
        return parts[2], {"dependency": dependent}

    def _find(self, id: str, state: Props) -> Json | None:
        dependent = state["dependency"]["dependentServices"][0]
        path = f"/service_dependencies/{_KINDS[dependent['type']]}/{dependent['id']}"
        try:
            answer = self.client.insist(lambda: self.client.get(path), final=on_status())
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        relations = answer.get("relationships") or []
        return next((item for item in relations if item.get("id") == id), None)


def _ends(values: Props) -> Json:
    dependency = values["dependency"]
    return {
        key: {"id": dependency[name][0]["id"], "type": dependency[name][0]["type"]}
        for key, name in _NAMES.items()
    }


_NAMES = {"supporting_service": "supportingServices", "dependent_service": "dependentServices"}
_TYPES = {
    "business_service_reference": "business_service",
    "technical_service_reference": "service",
}


def _outputs(relation: Json) -> Props:
    ends = {}
    for key, name in _NAMES.items():
        if not relation.get(key):
            raise PluginError("service reference is null: ")
        kind = str(relation[key].get("type") or "")
        ends[name] = [{"id": relation[key].get("id") or "", "type": _TYPES.get(kind, kind)}]
    return {"dependency": {**ends, "type": relation.get("type") or ""}}
