"""CloudWatch Logs: metric filters and saved queries; groups, streams and events are moto's."""

from sandbox.aws.logs.metric_filters import (
    delete_metric_filter,
    describe_metric_filters,
    put_metric_filter,
)
from sandbox.aws.logs.query_definitions import (
    delete_query_definition,
    describe_query_definitions,
    put_query_definition,
)
from sandbox.aws.service import Service

LOGS = Service(
    name="logs",
    invalid="InvalidParameterException",
    handlers={
        "DeleteMetricFilter": delete_metric_filter,
        "DeleteQueryDefinition": delete_query_definition,
        "DescribeMetricFilters": describe_metric_filters,
        "DescribeQueryDefinitions": describe_query_definitions,
        "PutMetricFilter": put_metric_filter,
        "PutQueryDefinition": put_query_definition,
    },
)

__all__ = ["LOGS"]
