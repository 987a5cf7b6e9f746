"""Dashboards: create, list, read, change, delete; a change keeps widgets' and queries' ids."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import conflict, invalid
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

SCOPES = ("org:admin", "org:read", "org:write")

_Texts = list[str]


class Query(Body):
    """What a widget shows."""

    id: str | None = None
    fields: _Texts = Field(default_factory=list)
    aggregates: _Texts | None = None
    columns: _Texts | None = None
    field_aliases: _Texts | None = None
    name: str = ""
    conditions: str = ""
    orderby: str = ""
    is_hidden: bool = False
    on_demand_extraction: dict[str, JsonValue] | None = None
    on_demand_extraction_disabled: bool = False
    selected_aggregate: int | None = None
    linked_dashboards: list[JsonValue] | None = None


class Layout(Body):
    """Where a widget stands on the grid of six columns."""

    x: Annotated[int, Field(ge=0, le=5)]
    y: Annotated[int, Field(ge=0)]
    w: Annotated[int, Field(ge=1, le=6)]
    h: Annotated[int, Field(ge=1)]
    min_h: Annotated[int, Field(ge=1)]


class Widget(Body):
    """A graph, table or number."""

    id: str | None = None
    title: Annotated[str, Field(max_length=255)] = ""
    description: str | None = None
    thresholds: dict[str, JsonValue] | None = None
    display_type: Literal[
        "line",
        "area",
        "stacked_area",
        "bar",
        "table",
        "world_map",
        "big_number",
        "top_n",
        "details",
        "categorical_bar",
        "wheel",
        "rage_and_dead_clicks",
        "server_tree",
        "text",
        "agents_traces_table",
        "heatmap",
    ]
    interval: Annotated[str, Field(max_length=10)] = "5m"
    queries: list[Query] = Field(default_factory=list)
    widget_type: (
        Literal[
            "discover",
            "issue",
            "metrics",
            "error-events",
            "transaction-like",
            "spans",
            "logs",
            "tracemetrics",
            "preprod-app-size",
        ]
        | None
    ) = "discover"
    limit: Annotated[int, Field(ge=1)] | None = None
    layout: Layout | None = None
    axis_range: Literal["auto", "dataMin"] | None = None
    legend_type: Literal["default", "breakdown"] | None = None


class DashboardBody(Body):
    """A dashboard."""

    id: str | None = None
    title: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    widgets: list[Widget] | None = None
    projects: list[int] | None = None
    environment: _Texts | None = None
    period: str | None = None
    start: str | None = None
    end: str | None = None
    filters: dict[str, JsonValue] | None = None
    utc: bool | None = None
    permissions: dict[str, JsonValue] | None = None
    is_favorited: bool = False


def create(call: Call) -> Reply:
    """Create a dashboard."""
    account, body = call.account, call.body(DashboardBody)
    if body.title is None:
        raise invalid(title="This field is required.")
    if any(row["title"] == body.title for row in account.rows("dashboard")):
        raise conflict("Dashboard title already taken")
    row = _new(account)
    _fill(account, row, body)
    account.table("dashboard")[row["id"]] = row
    return Reply(201, row)


def list_all(call: Call) -> Reply:
    """List the dashboards."""
    return page(call, call.account.rows("dashboard"))


def read(call: Call) -> Reply:
    """Read a dashboard."""
    return Reply(200, call.account.row("dashboard", call.path["id"]))


def update(call: Call) -> Reply:
    """Change a dashboard; widgets that the body leaves out are removed."""
    row = call.account.row("dashboard", call.path["id"])
    _fill(call.account, row, call.body(DashboardBody))
    return Reply(200, row)


def delete(call: Call) -> Reply:
    """Delete a dashboard."""
    row = call.account.row("dashboard", call.path["id"])
    del call.account.table("dashboard")[row["id"]]
    return EMPTY


def _new(account: Account) -> Row:
    return {
        "id": account.next_id("dashboard"),
        "title": "",
        "dateCreated": now(),
        "createdBy": account.user(account.organization["_tokenUser"]),
        "widgets": [],
        "projects": [],
        "filters": {},
        "permissions": None,
        "isFavorited": False,
        "prebuiltId": None,
    }


def _fill(account: Account, row: Row, body: DashboardBody) -> None:
    known = {widget["id"]: widget for widget in row["widgets"]}
    _check_ids(body, known)
    sent = body.sent()
    if body.widgets is not None:
        widgets = [_widget(account, row["id"], widget, known) for widget in body.widgets]
        sent["widgets"] = widgets
    row.update({key: value for key, value in sent.items() if key != "id" and value is not None})


def _check_ids(body: DashboardBody, known: dict[str, Row]) -> None:
    """Refuse ids that aren't this dashboard's."""
    for widget in body.widgets or []:
        if widget.id is None:
            continue
        if widget.id not in known:
            raise invalid(widgets="You cannot update widgets that are not part of this dashboard.")
        queries = {query["id"] for query in known[widget.id]["queries"]}
        if any(query.id not in (None, *queries) for query in widget.queries):
            raise invalid(widgets="You cannot update queries that are not part of this widget.")


def _widget(account: Account, dashboard: str, widget: Widget, known: dict[str, Row]) -> Row:
    before = known.get(widget.id or "", {})
    identifier = before.get("id") or account.next_id("widget")
    shown = widget.complete()
    queries = [_query(account, identifier, query) for query in widget.queries]
    return {
        **{key: shown[key] for key in _WIDGET},
        "id": identifier,
        "dateCreated": before.get("dateCreated") or now(),
        "dashboardId": dashboard,
        "changedReason": None,
        "datasetSource": "user",
        "exploreUrls": None,
        "queries": queries,
    }


_WIDGET = (
    "title",
    "description",
    "displayType",
    "thresholds",
    "interval",
    "limit",
    "widgetType",
    "layout",
    "axisRange",
    "legendType",
)


def _query(account: Account, widget: str, query: Query) -> Row:
    fields = query.fields or [*(query.columns or []), *(query.aggregates or [])]
    shown: dict[str, Any] = {
        "id": query.id or account.next_id("widget-query"),
        "name": query.name,
        "fields": fields,
        "aggregates": query.aggregates or [],
        "columns": query.columns or [],
        "fieldAliases": query.field_aliases or [],
        "conditions": query.conditions,
        "orderby": query.orderby,
        "widgetId": widget,
        "onDemand": [],
        "isHidden": query.is_hidden,
        "selectedAggregate": query.selected_aggregate,
        "linkedDashboards": query.linked_dashboards or [],
    }
    return shown


_ALL = "/organizations/{org}/dashboards/"
_ONE = "/organizations/{org}/dashboards/{id}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, SCOPES),
    Endpoint("POST", _ALL, create, SCOPES),
    Endpoint("GET", _ONE, read, SCOPES),
    Endpoint("PUT", _ONE, update, SCOPES),
    Endpoint("DELETE", _ONE, delete, SCOPES),
)
