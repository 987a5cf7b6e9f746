"""The alerting of this folder's config, in the environment of the selected stack."""

from pathlib import Path

import pulumi

from components import provision
from setpoint.catalog import load_catalog

outputs = provision(load_catalog(Path(__file__).parent, pulumi.get_stack()))
pulumi.export("dashboards", outputs.dashboards)
pulumi.export("sentry_dsns", outputs.sentry_dsns)
