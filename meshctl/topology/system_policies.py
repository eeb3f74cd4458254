"""How long the policies of a system are that name each one who may: those of its buses, and that of its log groups. Pure.

Their text is made by Terraform (terraform/system/bus.tf, modules/bus, modules/log-policy); a test compares it with this.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from json import dumps
from typing import Any

from meshctl.aws_facts.quotas import FIXED_BUS_POLICY, FIXED_LOG_POLICY
from meshctl.model.channels import Bus, Log
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.topology.buses import EventBus
from meshctl.topology.names import Names
from meshctl.topology.staged_ways import staged_ways

LOCAL_BUS, LOG_GROUPS = "local bus", "log groups"

Written = tuple[str, str]
"""The ARNs of a log group and of a rule that writes to it."""


@dataclass(frozen=True, slots=True)
class SystemPolicies:
    """Whom they name: the roles of the hops to the local bus, and the log groups that are written to with who writes there.

    `further` are the roles that deliver to further buses, by the ARN of the bus.
    """

    bus_arn: str
    hop_roles: Collection[str]
    written: Collection[Written]
    further: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> Mapping[str, "SystemPolicies"]:
        """Those of `stage`, by system; nothing for a system that has none."""
        names, further = Names.of(mesh, stage), defaultdict[str, dict[str, set[str]]](dict)
        hop_roles, written = defaultdict[str, set[str]](set), defaultdict[str, set[Written]](set)
        for way in staged_ways(mesh, stage):
            subscription = way.subscription
            if way.hop and isinstance(way.source, Event):
                hop_roles[subscription.system].add(names.hop_role(way.source, subscription.system).arn)
            if way.last_bus and subscription.delivery.kind == Log.kind:
                written[subscription.system].add(_written(names, subscription, way.last_bus))
            if way.last_bus and subscription.delivery.kind == Bus.kind:
                bus, role = _brought(names, subscription, way.last_bus)
                further[subscription.system].setdefault(bus, set()).add(role)
        systems = (one.name for one in mesh.systems if one.name in {*hop_roles, *written, *further})
        return {one: cls(names.bus(one).arn, hop_roles[one], written[one], further[one]) for one in systems}

    @classmethod
    def of_inputs(cls, inputs: Mapping[str, Any]) -> "SystemPolicies":
        """Those of a system, as the variables of its root describe it."""
        logs = inputs.get("logs", {}).values()
        written = {(log["arn"], one["arn"]) for log in logs for one in log["senders"].values()}
        buses = {one["arn"]: one["senders"].values() for one in inputs.get("buses", {}).values() if one["senders"]}
        further = {bus: {one["arn"] for one in senders} for bus, senders in buses.items()}
        return cls(inputs["bus"]["arn"], {one["arn"] for one in inputs.get("hops", {}).values()}, written, further)

    @property
    def account(self) -> str:
        """Where they are."""
        return _account(self.bus_arn)

    def too_long(self) -> Iterator[tuple[str, int, int]]:
        """Those that AWS does not take: of what, with how many characters, and how many it takes."""
        policies = [
            (LOCAL_BUS, self.hop_roles, self.of_bus(), FIXED_BUS_POLICY),
            (LOG_GROUPS, self.written, self.of_logs(), FIXED_LOG_POLICY),
        ]
        for bus, roles in self.further.items():
            policies.append((f"bus {bus.rpartition('/')[2]}", roles, self.of_further_bus(bus), FIXED_BUS_POLICY))
        for what, named, policy, most in policies:
            if named and length(policy) > most:
                yield what, length(policy), most

    def of_bus(self) -> dict[str, Any]:
        """That of the local bus."""
        return _of_a_bus("Hops", self.bus_arn, self.hop_roles)

    def of_further_bus(self, bus_arn: str) -> dict[str, Any]:
        """That of a further bus."""
        return _of_a_bus("Routes", bus_arn, self.further[bus_arn])

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


def _of_a_bus(sid: str, bus_arn: str, roles: Collection[str]) -> dict[str, Any]:
    allow = {
        "Sid": sid,
        "Effect": "Allow",
        "Action": "events:PutEvents",
        "Resource": bus_arn,
        "Principal": {"AWS": [f"arn:aws:iam::{account}:root" for account in sorted({*map(_account, roles)})]},
        "Condition": {"ArnEquals": {"aws:PrincipalArn": sorted(roles)}},
    }
    return {"Version": "2012-10-17", "Statement": [allow]}


def _brought(names: Names, subscription: Subscription, bus: EventBus) -> tuple[str, str]:
    """The ARNs of a further bus and of the role that delivers to it."""
    further = names.further_bus(subscription.system, subscription.service, subscription.delivery.channel)
    return further.arn, names.delivery_role(subscription, bus).arn


def _written(names: Names, subscription: Subscription, bus: EventBus) -> Written:
    log = names.log_group(subscription.system, subscription.service, subscription.delivery.channel)
    return log.arn, names.rule(subscription, bus, "").arn


def _account(arn: str) -> str:
    return arn.split(":")[4]


def length(policy: Mapping[str, Any]) -> int:
    """Characters of its text. All are ASCII, and Terraform's `jsonencode` escapes none: bytes as well."""
    return len(dumps(policy, separators=(",", ":")))
