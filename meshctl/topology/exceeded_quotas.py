"""Which buses would have too many rules, and which accounts too many roles. Pure; counts ARNs.

ARNs, so that what stands and what is to stand can be counted together, as a change has both for a while: what is in both
counts once. What others have made on the same bus or in the same account is not known here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meshctl.aws_facts.quotas import ADJUSTABLE_ROLES, most_rules
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.stages import Stage
from meshctl.topology.arns import DEFAULT_BUS
from meshctl.topology.names import Names
from meshctl.topology.parts.names import Role
from meshctl.topology.staged_ways import staged_ways


@dataclass(frozen=True, slots=True)
class ExceededQuota:
    """A `bus` of an account has `count` rules, or where no bus is named the account so many roles, and AWS gives it `most`."""

    account: str
    bus: str
    count: int
    most: int


def exceeded_rules(rule_arns: Iterable[str]) -> Iterator[ExceededQuota]:
    """The buses that have more rules than their Region gives a bus, unless AWS has raised it."""
    for (region, account, bus), count in sorted(Counter(map(_bus_of, set(rule_arns))).items()):
        if count > most_rules(region):
            yield ExceededQuota(account, bus, count, most_rules(region))


def exceeded_roles(role_arns: Iterable[str]) -> Iterator[ExceededQuota]:
    """The accounts that have more roles than AWS gives an account, unless it has raised that."""
    for account, count in sorted(Counter(arn.split(":")[4] for arn in set(role_arns)).items()):
        if count > ADJUSTABLE_ROLES:
            yield ExceededQuota(account, "", count, ADJUSTABLE_ROLES)


def role_arns(mesh: Mesh, stage: Stage) -> Iterator[str]:
    """The roles of `stage`: one for each hop and each delivery that takes one, each function, schedule and workflow; where
    accounts are known."""
    names = Names.of(mesh, stage)
    for way in staged_ways(mesh, stage):
        if way.hop and isinstance(way.source, Event):
            yield names.hop_role(way.source, way.subscription.system).arn
        if way.last_bus and way.by_role:
            yield names.delivery_role(way.subscription, way.last_bus).arn
    for service in mesh.services:
        if service.system in names.accounts:
            yield from (one.arn for one in _roles_of(names, service))


def _roles_of(names: Names, service: Service) -> Iterator[Role]:
    own = service.system, service.name
    yield from (names.function_role(*own, one.name) for one in service.functions)
    yield from (names.schedule_role(*own, one.name) for one in service.schedules)
    yield from (names.workflow_role(*own, one.name, express=one.express) for one in service.workflows)


def _bus_of(rule_arn: str) -> tuple[str, str, str]:
    region, account, rule = rule_arn.split(":", 5)[3:]
    _, *bus, _ = rule.split("/")
    return region, account, bus[0] if bus else DEFAULT_BUS
