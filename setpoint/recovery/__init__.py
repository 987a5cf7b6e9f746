"""What an interrupted run has left: which operations are open, and what a vendor has of them.

`deployment` reads and edits the engine's state as it exports it. `lookup` asks a vendor, by
what identifies an object of a type (its name, its address), whether an open create has made
it; `aws`, `pagerduty` and `sentry` know how. Running the engine is `setpoint.automation`'s.
"""
