"""The page that says, for each statement of a team's document, where it went.

`outline` gives what such a page has to tell of an environment; `mistakes` finds what a page
names that doesn't exist, and alerts that it leaves out. How an outline is printed is the
report's business.
"""

from setpoint.ledger.checking import Mistake, mistakes
from setpoint.ledger.outline import Row, Table, outline

__all__ = ["Mistake", "Row", "Table", "mistakes", "outline"]
