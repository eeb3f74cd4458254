"""CloudWatch has composite alarms; moto keeps them like metric alarms, but does not know the call that makes them."""

from moto.cloudwatch.responses import CloudWatchResponse


def install() -> None:
    """Have PutCompositeAlarm answered."""
    CloudWatchResponse.put_composite_alarm = CloudWatchResponse.put_metric_alarm
