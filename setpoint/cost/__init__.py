"""What an environment's alerting costs a month on AWS, from a catalog and a price table."""

from setpoint.cost.estimate import Estimate, Line, estimate
from setpoint.cost.prices import PriceError, Prices, load_prices

__all__ = ["Estimate", "Line", "PriceError", "Prices", "estimate", "load_prices"]
