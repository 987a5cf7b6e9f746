"""The resolved, frozen catalog of one environment and how it is built from the config."""
