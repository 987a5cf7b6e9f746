"""Numbers with CloudWatch units, as people read them.

The other direction, what people write, is read by `setpoint.config`; which unit a metric
has is known to `setpoint.catalog.thresholds`.
"""

from __future__ import annotations

_SECONDS = {"Seconds": 1.0, "Milliseconds": 1e-3, "Microseconds": 1e-6}
_TIME_STEPS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"), (1e-3, "ms"), (1e-6, "us"))
_BYTE_STEPS = ((1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))
_DECIMAL_STEPS = ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
_PLAIN = {
    "Count": "",
    "Count/Second": "/s",
    "Percent": "%",
    "Bytes": " B",
    "Kilobytes": " kB",
    "Megabytes": " MB",
    "Gigabytes": " GB",
    "Terabytes": " TB",
}


def number(value: float) -> str:
    """Return a number without needless digits: `80`, `0.05`, `12.5`."""
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def quantity(value: float, unit: str | None) -> str:
    """Return a value of a CloudWatch unit as people write it: `1%`, `1.5s`, `512MiB`."""
    if unit in _SECONDS:
        return duration(value * _SECONDS[unit])
    if unit in {"Bytes", "Bytes/Second"}:
        return _bytes(value) + ("/s" if unit != "Bytes" else "")
    if unit is None or unit == "None":
        return number(value)
    return number(value) + _PLAIN.get(unit, f" {unit}")


def duration(seconds: float) -> str:
    """Return seconds in the largest unit that leaves a whole number: `90s`, `5m`, `2h`."""
    for size, suffix in _TIME_STEPS[:-2]:
        if seconds >= size and seconds % size == 0:
            return number(seconds / size) + suffix
    for size, suffix in _TIME_STEPS[3:]:
        if seconds >= size:
            return number(round(seconds / size, 9)) + suffix
    return f"{number(seconds)}s"


def _bytes(value: float) -> str:
    for size, suffix in (*_BYTE_STEPS, *_DECIMAL_STEPS):
        if value >= size and value % size == 0:
            return number(value / size) + suffix
    return f"{number(value)}B"
