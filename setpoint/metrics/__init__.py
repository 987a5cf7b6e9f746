"""What is true of metrics, whoever asks: the one table of facts, with its sources.

What a metric's samples are (unit, a share from 0 to 1 or to 100, lowest and highest value), how
often AWS publishes them, in which region, with which dimensions, and whether the list of a
namespace's metrics is known to be complete. It imports nothing of Setpoint's.
"""

from setpoint.metrics.dimensions import (
    dimension_form,
    dimension_sets,
    fits_form,
    nearest_set,
    told_sets,
)
from setpoint.metrics.names import is_event, is_gauge, is_latency, is_sign_of_life
from setpoint.metrics.regions import home_region
from setpoint.metrics.slips import meant
from setpoint.metrics.statistics import (
    adds_up,
    averages,
    counts_samples,
    is_level,
    is_percentile,
    is_rank,
    unit_of_outcome,
)
from setpoint.metrics.table import (
    Facts,
    Namespace,
    facts,
    is_custom,
    known_namespace,
    known_namespaces,
)
from setpoint.metrics.units import FRACTION, MEASURES, UNITS, units_of
from setpoint.metrics.values import (
    Bounds,
    bounds,
    is_share,
    published_every,
    published_unit,
    unit_of_values,
)

__all__ = [
    "FRACTION",
    "MEASURES",
    "UNITS",
    "Bounds",
    "Facts",
    "Namespace",
    "adds_up",
    "averages",
    "bounds",
    "counts_samples",
    "dimension_form",
    "dimension_sets",
    "facts",
    "fits_form",
    "home_region",
    "is_custom",
    "is_event",
    "is_gauge",
    "is_latency",
    "is_level",
    "is_percentile",
    "is_rank",
    "is_share",
    "is_sign_of_life",
    "known_namespace",
    "known_namespaces",
    "meant",
    "nearest_set",
    "published_every",
    "published_unit",
    "told_sets",
    "unit_of_outcome",
    "unit_of_values",
    "units_of",
]
