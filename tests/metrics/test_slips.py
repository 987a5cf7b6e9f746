"""Slips of metrics' names, and names of AWS's own that are none."""

from __future__ import annotations

import pytest

from setpoint.metrics import known_namespace, known_namespaces, meant, slips

# AWS's own slip.
TWICE = {"RuntimeSuccessfulRequestLatency", "RuntimeSucessfulRequestLatency"}


@pytest.mark.parametrize(
    ("namespace", "name", "known"),
    [
        ("AWS/EC2", "CPUUtilisation", "CPUUtilization"),
        ("AWS/EC2", "CPUUtliization", "CPUUtilization"),
        ("AWS/EC2", "cpuUtilization", "CPUUtilization"),
        ("AWS/RDS", "FreeableMemmory", "FreeableMemory"),
        ("AWS/RDS", "FreeStorage", "FreeStorageSpace"),
        ("AWS/RDS", "FreeStorageSpace", None),
        ("AWS/EC2", "CPUUsage", None),
        ("AWS/ApplicationELB", "HTTPCode_ELB_505_Count", None),
        ("AWS/MediaPackage", "IngressRequests", None),
        ("CWAgent", "Mem_Used_Percent", "mem_used_percent"),
        ("CWAgent", "mem_usad_percent", None),
        ("Acme", "CPUUtilisation", None),
    ],
)
def test_what_is_meant(namespace: str, name: str, known: str | None) -> None:
    assert meant(namespace, name) == known


def test_no_metric_of_aws_is_another_with_a_letter_wrong() -> None:
    """Each listed name, as if its list lacked it."""
    spaces = {each: known_namespace(each) for each in known_namespaces()}
    taken = {
        name
        for space in spaces.values()
        for name in (space.metrics if space else ())
        for other in (space.metrics if space else ())
        if name != other and slips._other_letter(name, other)
    }
    assert taken == TWICE
