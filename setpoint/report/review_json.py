"""A review as JSON, as schema/review.schema.json describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from setpoint.report.review_page.shifts import shifts_as_json

if TYPE_CHECKING:
    from decimal import Decimal

    from setpoint.config.value import Origin
    from setpoint.oncall import RotaComparison
    from setpoint.review import (
        AlertChange,
        Edit,
        FieldChange,
        Loss,
        PartChange,
        Review,
        Source,
        ToldLater,
        Variation,
        Verdict,
    )
    from setpoint.review.settings import SettingChange

# Raised when a reader of the old shape could no longer read the new one.
VERSION: Final = 2
_MINUTE: Final = 60


def review_json(review: Review, verdict: Verdict, rotas: RotaComparison | None = None) -> str:
    """Return the document."""
    return json.dumps(review_as_json(review, verdict, rotas), indent=2, ensure_ascii=False) + "\n"


def review_as_json(
    review: Review, verdict: Verdict, rotas: RotaComparison | None = None
) -> dict[str, Any]:
    """Return JSON-ready values; durations are seconds, amounts US dollars a month as text."""
    return {
        "version": VERSION,
        "base": review.base,
        "head": review.head,
        "environments": {
            name: {
                "alerts": review.alerts.get(name, 0),
                "price_before": _amount(review.cost[name].before),
                "price_after": _amount(review.cost[name].after),
            }
            for name in review.environments
        },
        "settings": [_setting(each) for each in review.settings],
        "losses": [_loss(loss) for loss in review.losses],
        "edits": [_edit(edit) for edit in review.edits],
        "changes": [_change(change) for change in review.changes],
        "parts": [_part(part) for part in review.parts],
        "told_later": [_later(each) for each in review.told_later],
        **({"shifts": shifts_as_json(rotas)} if rotas else {}),
        "policies": {
            "checked": list(verdict.policies),
            "violations": [
                {"policy": each.policy, "sentence": each.sentence} for each in verdict.violations
            ],
            "override": verdict.override,
            "passed": not verdict.refused,
        },
    }


def _setting(change: SettingChange) -> dict[str, Any]:
    return {
        "path": change.path,
        "environment": change.environment or None,
        "old": change.old,
        "new": change.new,
        "sentence": change.sentence,
        "origin": _origin(change.origin),
    }


def _later(later: ToldLater) -> dict[str, Any]:
    return {
        "alert": later.alert,
        "environment": later.environment,
        "severity": later.severity,
        "who": later.who,
        "before": later.before * _MINUTE,
        "after": later.after * _MINUTE,
    }


def _part(part: PartChange) -> dict[str, Any]:
    return {
        "path": part.path,
        "environment": part.environment,
        "kind": part.kind.value,
        "alerts": list(part.alerts),
        "origin": _origin(part.origin),
        "fields": [_field(field) for field in part.fields],
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "kind": loss.kind.value,
        "subject": loss.subject,
        "environment": loss.environment,
        "severity": loss.severity,
        "pages": loss.pages,
        "sentence": loss.sentence,
        "origin": _origin(loss.origin),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "path": edit.path,
        "old": edit.old,
        "new": edit.new,
        "origin": _origin(edit.origin),
        "effect": edit.effect.value,
        "reach": [each._asdict() for each in edit.reach],
        "parts": [{"path": part.path, "environment": part.environment} for part in edit.parts],
        "variations": [_variation(each) for each in edit.variations],
    }


def _variation(variation: Variation) -> dict[str, Any]:
    field = variation.field
    return {
        "path": field.path,
        "old": field.old,
        "new": field.new,
        "effect": field.effect.value,
        "sentence": field.sentence,
        "reach": [each._asdict() for each in variation.reach],
        "parts": list(variation.parts),
    }


def _change(change: AlertChange) -> dict[str, Any]:
    return {
        "alert": change.id,
        "old_alert": change.old_id,
        "environment": change.environment,
        "kind": change.kind.value,
        "severity": change.alert.severity,
        "summary": change.alert.summary,
        "sensitivity": change.sensitivity.value,
        "detection_before": change.detection_before,
        "detection_after": change.detection_after,
        "detection_assumes": change.assumption,
        "woken": list(map(str, change.woken)),
        "no_longer_woken": list(map(str, change.no_longer_woken)),
        "price_before": _amount(change.price_before),
        "price_after": _amount(change.price_after),
        "dashboards": list(change.touched.dashboards),
        "composites": list(change.touched.composites),
        "suppressed": list(change.touched.suppressed),
        "origin": _origin(change.origin),
        "fields": [_field(field) for field in change.fields],
    }


def _field(field: FieldChange) -> dict[str, Any]:
    return {
        "path": field.path,
        "unit": field.unit,
        "old": field.old,
        "new": field.new,
        "effect": field.effect.value,
        "sentence": field.sentence,
        "sources": [_source(source) for source in field.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "old": source.old,
        "new": source.new,
        "origin": _origin(source.origin),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {"file": origin.file, "line": origin.line, "column": origin.column}


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"
