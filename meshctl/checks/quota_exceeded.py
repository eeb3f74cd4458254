"""The mesh fits into what AWS gives without being asked. Pure; what AWS never gives is for limit-exceeded."""

from collections.abc import Iterable, Iterator

from meshctl.aws_facts.quotas import ADJUSTABLE_PATTERN, ADJUSTABLE_ROLES, ADJUSTABLE_RULES, FIXED_PATTERN, most_rules
from meshctl.checks.shared.check import Check
from meshctl.checks.shared.quotas import (
    WITH_A_PREFIX,
    on_aws,
    pattern_lengths,
    rules_by_bus,
    with_countries,
)
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh
from meshctl.topology.exceeded_quotas import exceeded_roles, role_arns
from meshctl.topology.ways import Way, ways

_WHY = "until AWS has raised the quota, what is too much is refused in the middle of an apply"
_HELP = "ask AWS for more (Service Quotas, Amazon EventBridge), in every account and Region of the stages, or"
_ROLES_HELP = "ask AWS for more in this account (Service Quotas, IAM), or subscribe to less"


def _run(mesh: Mesh) -> Iterator[Finding]:
    if on_aws(mesh):
        found = tuple(ways(mesh))
        yield from _rules(mesh, found)
        yield from _patterns(found)
        yield from _roles(mesh)


def _rules(mesh: Mesh, found: Iterable[Way]) -> Iterator[Finding]:
    region = min(_regions(mesh), key=most_rules)
    most = most_rules(region)
    for bus in rules_by_bus(mesh, found):
        if bus.rules > most:
            message = f"{bus.name} would have {bus.rules} rules, and a bus in {region} has at most {most}"
            yield Finding("quota-exceeded", bus.place, message, _WHY, f"{_HELP} subscribe to less")


def _regions(mesh: Mesh) -> set[str]:
    return {region for stage in on_aws(mesh) for region in stage.regions}


def _patterns(found: Iterable[Way]) -> Iterator[Finding]:
    for subscription, length in pattern_lengths(found):
        if ADJUSTABLE_PATTERN < length <= FIXED_PATTERN:
            message = f"the whole pattern has {length} characters, and a rule takes {ADJUSTABLE_PATTERN}"
            yield Finding("quota-exceeded", subscription.where_place, message, _WHY, f"{_HELP} filter by less")


def _roles(mesh: Mesh) -> Iterator[Finding]:
    for stage in on_aws(mesh):
        accounts = {one.number: one for one in reversed(stage.accounts)}
        for one in exceeded_roles(role_arns(mesh, stage)):
            account = accounts[one.account]
            where = f'the account "{account.alias}" of the stage "{stage.name}"'
            message = f"{where} would have {one.count:,} roles of the mesh, and an account has at most {one.most:,}"
            yield Finding("quota-exceeded", account.place, message, _WHY, _ROLES_HELP)


QUOTA_EXCEEDED = Check(
    name="quota-exceeded",
    severity=Severity.WARNING,
    why=f"A bus has at most {ADJUSTABLE_RULES} rules (100 in af-south-1 and eu-south-1), one for each subscription that EventBridge delivers, the hub's one for all of a system's to an event that come over its local bus, and a "
    f"rule's pattern has {ADJUSTABLE_PATTERN:,} characters, in which the account, the source and the detail-type are counted "
    f"as well. An account has at most {ADJUSTABLE_ROLES:,} roles: the hub's one for each delivery into another account, a system's one for "
    "each function. AWS raises all of these on request; until then an apply fails half way. Only for meshes with a stage on AWS.",
    wrong=with_countries(150),
    right=WITH_A_PREFIX,
    run=_run,
)
