"""Changes in percent, and the share of the former value that Sentry compares in their place.

People write that something rose by 50 %; Sentry's monitors divide now by then and compare
150 (percent of then). A fall by 40 % is 60 there.
"""

_THEN = 100
_FALLS = frozenset({"<", "<=", "lt", "lte"})


def share_of_then(change: float, comparison: str) -> float:
    """Return what is left of, or has become of, the former value after such a change."""
    return _THEN - change if comparison in _FALLS else _THEN + change


def change_from_then(share: float, comparison: str) -> float:
    """Return the change, a fall where the comparison asks for one, that leaves such a share."""
    return _THEN - share if comparison in _FALLS else share - _THEN
