"""Log groups of a service on AWS. Pure."""

from collections.abc import Iterable

from meshctl.model.channels import Log
from meshctl.model.services import Service
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.names import Names
from meshctl.topology.parts.logs import LogPart


def lower_log(names: Names, service: Service, log: Log, lowered: Iterable[Lowered]) -> LogPart:
    """`log` with the grants of the routes that lead to it."""
    named = names.log_group(service.system, service.name, log.name)
    senders = {one.subscription.name: one.sender for one in lowered if one.end == named}
    return LogPart(named.name, named.arn, log.keep_days, senders)
