"""How long the two policies of a system are that name each one who may: that of its local bus, and that of its log groups. Pure.

Their text is made by Terraform (terraform/system/bus.tf, modules/log-policy); a test compares it with this.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from meshctl.aws_facts.quotas import FIXED_BUS_POLICY, FIXED_LOG_POLICY
from meshctl.model.channels import Log
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import staged_ways
from meshctl.topology.ways import EventBus

LOCAL_BUS, LOG_GROUPS = "local bus", "log groups"

Written = tuple[str, str]
"""The ARNs of a log group and of a rule that writes to it."""


@dataclass(frozen=True, slots=True)
class SystemPolicies:
    """Whom they name: the roles of the hops to the local bus, and the log groups that are written to with who writes there."""

    bus_arn: str
    hop_roles: Collection[str]
    written: Collection[Written]

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> Mapping[str, "SystemPolicies"]:
        """Those of `stage`, by system; nothing for a system that has neither."""
        names = Names.of(mesh, stage)
        hop_roles, written = defaultdict[str, set[str]](set), defaultdict[str, set[Written]](set)
        for way in staged_ways(mesh, stage):
            subscription = way.subscription
            if way.hop and isinstance(way.source, Event):
                hop_roles[subscription.system].add(names.hop_role(way.source, subscription.system).arn)
            if way.last_bus and subscription.delivery.kind == Log.kind:
                written[subscription.system].add(_written(names, subscription, way.last_bus))
        systems = (one.name for one in mesh.systems if one.name in {*hop_roles, *written})
        return {one: cls(names.bus(one).arn, hop_roles[one], written[one]) for one in systems}

    @classmethod
    def of_inputs(cls, inputs: Mapping[str, Any]) -> "SystemPolicies":
        """Those of a system, as the variables of its root describe it."""
        logs = inputs.get("logs", {}).values()
        written = {(log["arn"], one["arn"]) for log in logs for one in log["senders"].values()}
        return cls(inputs["bus"]["arn"], {one["arn"] for one in inputs.get("hops", {}).values()}, written)

    @property
    def account(self) -> str:
        """Where they are."""
        return _account(self.bus_arn)

    def too_long(self) -> Iterator[tuple[str, int, int]]:
        """Those that AWS does not take: of what, with how many characters, and how many it takes."""
        policies = (
            (LOCAL_BUS, self.hop_roles, self.of_bus(), FIXED_BUS_POLICY),
            (LOG_GROUPS, self.written, self.of_logs(), FIXED_LOG_POLICY),
        )
        for what, named, policy, most in policies:
            if named and length(policy) > most:
                yield what, length(policy), most

    def of_bus(self) -> dict[str, Any]:
        """That of the local bus."""
        accounts = sorted({_account(role) for role in self.hop_roles})
        allow = {
            "Sid": "Hops",
            "Effect": "Allow",
            "Action": "events:PutEvents",
            "Resource": self.bus_arn,
            "Principal": {"AWS": [f"arn:aws:iam::{account}:root" for account in accounts]},
            "Condition": {"ArnEquals": {"aws:PrincipalArn": sorted(self.hop_roles)}},
        }
        return {"Version": "2012-10-17", "Statement": [allow]}

    def of_logs(self) -> dict[str, Any]:
        """That of the log groups."""
        allow = {
            "Effect": "Allow",
            "Resource": [f"{log}:*" for log in sorted({log for log, _ in self.written})],
            "Principal": {"Service": "events.amazonaws.com"},
        }
        whose = {
            "ArnEquals": {"aws:SourceArn": sorted({rule for _, rule in self.written})},
            "StringEquals": {"aws:SourceAccount": self.account},
        }
        create = {"Sid": "CreateLogStream", "Action": "logs:CreateLogStream"}
        put = {"Sid": "PutLogEvents", "Action": "logs:PutLogEvents", "Condition": whose}
        return {"Version": "2012-10-17", "Statement": [create | allow, put | allow]}


def _written(names: Names, subscription: Subscription, bus: EventBus) -> Written:
    log = names.log_group(subscription.system, subscription.service, subscription.delivery.channel)
    return log.arn, names.rule(subscription, bus, "").arn


def _account(arn: str) -> str:
    return arn.split(":")[4]


def length(policy: Mapping[str, Any]) -> int:
    """Characters of its text. All are ASCII, and Terraform's `jsonencode` escapes none: bytes as well."""
    return len(dumps(policy, separators=(",", ":")))
