"""The mesh fits into what AWS gives at most. Pure; what AWS raises on request is for quota-exceeded."""

from collections.abc import Iterable, Iterator

from meshctl.aws_facts.quotas import FIXED_BUS_POLICY, FIXED_PATTERN, FIXED_WILDCARD_RULES
from meshctl.checks.shared.check import Check
from meshctl.checks.shared.quotas import (
    WITH_A_PREFIX,
    has_wildcard,
    on_aws,
    pattern_lengths,
    policy_length,
    rules_by_bus,
    with_countries,
)
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.topology.ways import Way, ways

_WHY = "AWS refuses it and raises this for nobody"


def _run(mesh: Mesh) -> Iterator[Finding]:
    if on_aws(mesh):
        found = tuple(ways(mesh))
        yield from _patterns(found)
        yield from _wildcards(mesh, found)
        yield from _policies(mesh)


def _patterns(found: Iterable[Way]) -> Iterator[Finding]:
    for subscription, length in pattern_lengths(found):
        if length > FIXED_PATTERN:
            message = f"the whole pattern has {length} characters, and EventBridge takes no more than {FIXED_PATTERN}"
            help_ = "filter by less, or let the receiver look at the rest"
            yield Finding("limit-exceeded", subscription.where_place, message, _WHY, help_)


def _wildcards(mesh: Mesh, found: Iterable[Way]) -> Iterator[Finding]:
    for bus in rules_by_bus(mesh, found):
        count = sum(map(has_wildcard, bus.subscriptions))
        if count > FIXED_WILDCARD_RULES:
            message = (
                f"{bus.name} would have {count} rules with a wildcard, and a bus has at most {FIXED_WILDCARD_RULES}"
            )
            help_ = "write prefix, suffix or equals-ignore-case where these say the same"
            yield Finding("limit-exceeded", bus.place, message, _WHY, help_)


def _policies(mesh: Mesh) -> Iterator[Finding]:
    for stage in on_aws(mesh):
        length = policy_length(mesh, stage)
        if length > FIXED_BUS_POLICY:
            message = f'the hub\'s policy has {length:,} characters in the stage "{stage.name}", and a bus takes {FIXED_BUS_POLICY:,}'
            help_ = "each system that publishes public events adds a statement: let fewer systems publish"
            yield Finding("limit-exceeded", stage.place, message, _WHY, help_)


LIMIT_EXCEEDED = Check(
    name="limit-exceeded",
    leeway=Leeway.NONE,
    why=f"EventBridge takes patterns of {FIXED_PATTERN:,} characters, {FIXED_WILDCARD_RULES} rules with a wildcard on a bus, "
    f"and a bus policy of {FIXED_BUS_POLICY:,} characters, which are about 40 systems that publish public events. None of "
    "these is raised on request. Only for meshes with a stage on AWS.",
    wrong=with_countries(300),
    right=WITH_A_PREFIX,
    run=_run,
)
