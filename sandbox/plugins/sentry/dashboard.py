"""SentryDashboard: widgets in order, their aggregates and columns as sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import Managed, sent
from sandbox.plugins.sentry.sets import as_sent, as_shown

if TYPE_CHECKING:
    from providers.plugin import Props

_SETS = ("aggregates", "columns")


class Dashboard(Managed):
    """A dashboard."""

    token = "sentry:index/sentryDashboard:SentryDashboard"
    required = frozenset({"organization", "title"})
    optional = frozenset({"widgets"})
    computed = frozenset(
        {
            "widgets.id",
            "widgets.interval",
            "widgets.widgetType",
            "widgets.limit",
            "widgets.queries.id",
            "widgets.queries.fields",
            "widgets.queries.columns",
            "widgets.queries.aggregates",
            "widgets.queries.fieldAliases",
        }
    )
    outputs = frozenset({"internalId"})
    replace_on = frozenset({"organization"})
    named = False

    def compared(self, props: Props) -> Props:
        """Compare sets as sets."""
        widgets = props.get("widgets")
        if not isinstance(widgets, list):
            return props
        return {**props, "widgets": [_sorted(widget) for widget in widgets]}

    def make(self, inputs: Props) -> str:
        """POST the dashboard."""
        path = f"0/organizations/{inputs['organization']}/dashboards/"
        made = self.client.call("POST", path, _body(inputs, {}))
        return f"{inputs['organization']}/{made['id']}"

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the dashboard."""
        return self._outputs(inputs["organization"], self.client.get(_path(id)))

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the dashboard."""
        del state
        found = self.client.find(_path(id))
        return None if found is None else self._outputs(id.partition("/")[0], found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT everything with the known ids, GET the dashboard."""
        self.client.call("PUT", _path(id), _body(inputs, state))
        return self._outputs(inputs["organization"], self.client.get(_path(id)))

    def remove(self, id: str, state: Props) -> None:
        """DELETE the dashboard."""
        del state
        self.client.call("DELETE", _path(id))

    @staticmethod
    def _outputs(organization: str, dashboard: dict[str, Any]) -> Props:
        return {
            "id": f"{organization}/{dashboard['id']}",
            "internalId": dashboard["id"],
            "organization": organization,
            "title": dashboard["title"],
            "widgets": [_widget_outputs(widget) for widget in dashboard["widgets"]],
        }


def _path(identifier: str) -> str:
    organization, slash, dashboard = identifier.partition("/")
    if not slash:
        raise PublishedError(
            f'unexpected format of ID ("{identifier}"), expected organization-slug/dashboard-id'
        )
    return f"0/organizations/{organization}/dashboards/{dashboard}/"


def _sorted(widget: Any) -> Any:
    if not isinstance(widget, dict) or not isinstance(widget.get("queries"), list):
        return widget
    queries = [
        {key: _set(key, value) for key, value in query.items()}
        if isinstance(query, dict)
        else query
        for query in widget["queries"]
    ]
    return {**widget, "queries": queries}


def _set(key: str, value: Any) -> Any:
    texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return as_shown(value) if key in _SETS and texts else value


def _body(inputs: Props, state: Props) -> Props:
    widgets = inputs.get("widgets") or []
    known = [*(state.get("widgets") or []), *[{}] * len(widgets)]
    pairs = zip(widgets, known, strict=False)
    return sent(title=inputs["title"], widgets=[_widget(widget, old) for widget, old in pairs])


def _widget(widget: Props, old: Props) -> Props:
    queries = widget.get("queries") or []
    known = [*(old.get("queries") or []), *[{}] * len(queries)]
    body = sent(
        id=old.get("id"),
        title=widget.get("title"),
        displayType=widget.get("displayType"),
        interval=widget.get("interval", old.get("interval")),
        widgetType=widget.get("widgetType", old.get("widgetType")),
        limit=widget.get("limit", old.get("limit")),
    )
    body["queries"] = [_query(query, one) for query, one in zip(queries, known, strict=False)]
    if layout := widget.get("layout"):
        body["layout"] = {key: layout.get(key, 0) for key in ("x", "y", "w", "h", "minH")}
    return body


def _query(query: Props, old: Props) -> Props:
    """Names, conditions and orders are sent even when empty, lists are not."""
    lists = {key: query.get(key, old.get(key)) or [] for key in ("fields", "fieldAliases", *_SETS)}
    return {
        **sent(id=old.get("id"), fields=lists["fields"], fieldAliases=lists["fieldAliases"]),
        **sent(aggregates=as_sent(lists["aggregates"]), columns=as_sent(lists["columns"])),
        "name": query.get("name") or "",
        "conditions": query.get("conditions") or "",
        "orderby": query.get("orderBy") or "",
    }


def _widget_outputs(widget: dict[str, Any]) -> Props:
    return {
        "id": widget["id"],
        "title": widget["title"],
        "displayType": widget["displayType"],
        "interval": widget["interval"],
        "widgetType": widget["widgetType"],
        "limit": widget["limit"] or 0,
        "layout": {key: widget["layout"][key] for key in ("x", "y", "w", "h", "minH")},
        "queries": [_query_outputs(query) for query in widget["queries"]],
    }


def _query_outputs(query: dict[str, Any]) -> Props:
    return {
        "id": query["id"],
        "name": query["name"],
        "conditions": query["conditions"],
        "orderBy": query["orderby"],
        "fields": query["fields"],
        "fieldAliases": query["fieldAliases"],
        "aggregates": as_shown(query["aggregates"]),
        "columns": as_shown(query["columns"]),
    }
