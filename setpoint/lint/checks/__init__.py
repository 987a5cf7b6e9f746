"""The checks: one module each, called like the check."""
