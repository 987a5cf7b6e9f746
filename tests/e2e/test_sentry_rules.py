"""A self-hosted Sentry from before monitors: the same config, declared as rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Project


def test_quicksell_comes_up_as_rules_and_stays_unchanged(quicksell: Project) -> None:
    quicksell.edit("alerts/quicksell.yaml", "\nsentry:\n", "\nsentry:\n  api: rules\n")
    refused = quicksell.run("check", code=2)
    assert "sentry.api `rules` has no detection percent" in refused.stderr
    changed = "          detection: percent\n          comparison_delta: 1d\n"
    quicksell.edit("alerts/api.yaml", changed, "")
    quicksell.edit("alerts/api.yaml", "threshold: 100%\n          resolve: 50%", "threshold: 100")
    quicksell.run("check")
    for severity in (
        "  critical: # somebody is woken\n",
        "  notice: # goes only where the alert itself says\n",
    ):
        told = f"{severity}    people: [engineer-a]\n"
        quicksell.edit("alerts/quicksell.yaml", severity, told)
    made = quicksell.operate("up", "staging")
    assert made["succeeded"], made["messages"]
    kinds = [change["type"].rsplit(":", 1)[-1] for change in made["changes"]]
    assert kinds.count("SentryMetricAlert") == 2
    assert kinds.count("SentryIssueAlert") == 3
    assert not [kind for kind in kinds if kind in {"MetricMonitor", "Alert"}]
    assert quicksell.operate("up", "staging")["changes"] == []
    assert quicksell.operate("refresh", "staging")["changes"] == []
    assert quicksell.operate("destroy", "staging")["succeeded"]
