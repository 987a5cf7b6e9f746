"""CloudWatch: alarms, anomaly detectors, dashboards and their tags.

Metric data itself is moto's, which has no function here for PutMetricData and its kin.
"""

from sandbox.aws.cloudwatch.alarm_deletion import delete_alarms
from sandbox.aws.cloudwatch.alarm_history import describe_alarm_history
from sandbox.aws.cloudwatch.alarm_listing import describe_alarms, describe_alarms_for_metric
from sandbox.aws.cloudwatch.alarm_states import (
    disable_alarm_actions,
    enable_alarm_actions,
    set_alarm_state,
)
from sandbox.aws.cloudwatch.anomaly_detectors import (
    delete_anomaly_detector,
    describe_anomaly_detectors,
    put_anomaly_detector,
)
from sandbox.aws.cloudwatch.composite_alarms import put_composite_alarm
from sandbox.aws.cloudwatch.dashboards import (
    delete_dashboards,
    get_dashboard,
    list_dashboards,
    put_dashboard,
)
from sandbox.aws.cloudwatch.metric_alarms import put_metric_alarm
from sandbox.aws.cloudwatch.tagging import list_tags_for_resource, tag_resource, untag_resource
from sandbox.aws.service import Service

CLOUDWATCH = Service(
    name="cloudwatch",
    invalid="ValidationException",
    handlers={
        "DeleteAlarms": delete_alarms,
        "DeleteAnomalyDetector": delete_anomaly_detector,
        "DeleteDashboards": delete_dashboards,
        "DescribeAlarmHistory": describe_alarm_history,
        "DescribeAlarms": describe_alarms,
        "DescribeAlarmsForMetric": describe_alarms_for_metric,
        "DescribeAnomalyDetectors": describe_anomaly_detectors,
        "DisableAlarmActions": disable_alarm_actions,
        "EnableAlarmActions": enable_alarm_actions,
        "GetDashboard": get_dashboard,
        "ListDashboards": list_dashboards,
        "ListTagsForResource": list_tags_for_resource,
        "PutAnomalyDetector": put_anomaly_detector,
        "PutCompositeAlarm": put_composite_alarm,
        "PutDashboard": put_dashboard,
        "PutMetricAlarm": put_metric_alarm,
        "SetAlarmState": set_alarm_state,
        "TagResource": tag_resource,
        "UntagResource": untag_resource,
    },
)

__all__ = ["CLOUDWATCH"]
