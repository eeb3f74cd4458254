"""moto's queues, streams, logs and other services go by AWS's time, which can be moved; sessions of STS go by the machine's."""

from datetime import UTC, datetime

from moto.core import utils
from moto.kinesis import models as kinesis
from moto.logs import models as logs
from moto.sts import models as sts

from meshctl.adapters.local_aws.clock import Clock


def install(clock: Clock) -> None:
    """Have moto ask a clock: `unix_time` and `unix_time_millis` ask `utcnow`, which some modules have under its own name."""
    real = sts.utcnow

    def utcnow() -> datetime:
        return datetime.fromtimestamp(clock.time(), UTC).replace(tzinfo=None)

    for module in (utils, kinesis, logs):
        module.utcnow = utcnow
    sts.utcnow = real
