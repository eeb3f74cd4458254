"""The mesh fits into what AWS gives at most. Pure; what AWS raises on request is for quota-exceeded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from meshctl.aws_facts.quotas import (
    FIXED_BUS_POLICY,
    FIXED_INPUT,
    FIXED_LOG_POLICIES,
    FIXED_LOG_POLICY,
    FIXED_PATTERN,
    FIXED_SENDERS,
    FIXED_WILDCARD_RULES,
)
from meshctl.checks.shared.check import Check
from meshctl.checks.shared.quotas import (
    WITH_A_PREFIX,
    on_aws,
    pattern_lengths,
    rules_by_bus,
    with_countries,
)
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.stages import Stage
from meshctl.topology.hub_policy import HubPolicy
from meshctl.topology.lowering.build_route import input_of
from meshctl.topology.rule_patterns import has_wildcard
from meshctl.topology.system_policies import LOCAL_BUS, LOG_GROUPS, SystemPolicies
from meshctl.topology.ways import Way, ways

_WHY = "AWS refuses it and raises this for nobody"
_SHORTER = {
    LOCAL_BUS: "receive some of these events with queues, topics or functions, which need no local bus",
    LOG_GROUPS: "write to fewer log groups, with fewer subscriptions",
}
_FEWER_TO_A_BUS = "deliver less to it, or divide it among several buses"
_FEWER_IN_ACCOUNT = "give some of the systems an account of their own"
_ORGANIZATION = "say in mesh.yaml which AWS `organization` the accounts belong to: the policy then names that instead of each of them"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        yield from (*_senders(service), *_inputs(service))
    if on_aws(mesh):
        found = tuple(ways(mesh))
        yield from _patterns(found)
        yield from _wildcards(mesh, found)
        yield from _policies(mesh)
    yield from _policies_of_systems(mesh)


def _senders(service: Service) -> Iterator[Finding]:
    """In a local stage as well: the queue's module refuses it before SQS could."""
    into = Counter(one.delivery.channel for one in service.subscriptions if one.delivery.kind == "queue")
    for queue in service.queues:
        if into[queue.name] > FIXED_SENDERS:
            message = (
                f'{into[queue.name]} subscriptions deliver into the queue "{queue.name}", '
                f"and a queue's policy has room for {FIXED_SENDERS}"
            )
            yield Finding("limit-exceeded", queue.place, message, _WHY, "divide them among several queues")


def _inputs(service: Service) -> Iterator[Finding]:
    """In a local stage as well, for the same reason. How many fields there may be, the language says."""
    for one in service.subscriptions:
        length = len(input_of(one.input_fields or {}).template)
        if length > FIXED_INPUT:
            message = f"the template of the `input` has {length:,} characters, and EventBridge takes {FIXED_INPUT:,}"
            help_ = "choose fewer fields or shorter names, or let the channel get the whole event"
            yield Finding("limit-exceeded", one.place, message, _WHY, help_)


def _patterns(found: Iterable[Way]) -> Iterator[Finding]:
    for subscription, length in pattern_lengths(found):
        if length > FIXED_PATTERN:
            message = f"the whole pattern has {length} characters, and EventBridge takes no more than {FIXED_PATTERN}"
            help_ = "filter by less, or let the receiver look at the rest"
            yield Finding("limit-exceeded", subscription.where_place, message, _WHY, help_)


def _wildcards(mesh: Mesh, found: Iterable[Way]) -> Iterator[Finding]:
    for bus in rules_by_bus(mesh, found):
        count = sum(has_wildcard(one.where) for one in bus.subscriptions)
        if count > FIXED_WILDCARD_RULES:
            message = (
                f"{bus.name} would have {count} rules with a wildcard, and a bus has at most {FIXED_WILDCARD_RULES}"
            )
            help_ = "write prefix, suffix or equals-ignore-case where these say the same"
            yield Finding("limit-exceeded", bus.place, message, _WHY, help_)


def _policies(mesh: Mesh) -> Iterator[Finding]:
    for stage in on_aws(mesh):
        policy = HubPolicy.of(mesh, stage)
        if not policy.fits:
            message = (
                f'{len(policy.accounts)} accounts publish on the hub in the stage "{stage.name}", '
                f"and its bus's policy has room for {policy.most_accounts}"
            )
            yield Finding("limit-exceeded", stage.place, message, _WHY, _ORGANIZATION)


def _policies_of_systems(mesh: Mesh) -> Iterator[Finding]:
    """That of the log groups in a local stage as well: its module refuses it before CloudWatch Logs could."""
    for stage in mesh.stages:
        policies = SystemPolicies.of(mesh, stage)
        too_long = [(system, *row) for system, one in policies.items() for row in one.too_long()]
        yield from (_too_long(mesh, stage, *row) for row in too_long if row[1] == LOG_GROUPS or not stage.is_local)
        if not stage.is_local:
            yield from _log_policies(stage, policies)


def _too_long(mesh: Mesh, stage: Stage, system: str, what: str, length: int, most: int) -> Finding:
    place = next(one.place for one in mesh.systems if one.name == system)
    where = f'of {system} in the stage "{stage.name}"'
    message = f"the policy of the {what} {where} would have {length:,} characters, and AWS takes {most:,}"
    return Finding("limit-exceeded", place, message, _WHY, _SHORTER.get(what, _FEWER_TO_A_BUS))


def _log_policies(stage: Stage, policies: Mapping[str, SystemPolicies]) -> Iterator[Finding]:
    accounts = {one.alias: one for one in stage.accounts}
    sharing: dict[str, list[str]] = {}
    for system in (system for system, one in policies.items() if one.written):
        sharing.setdefault(accounts[system].number, []).append(system)
    for systems in sharing.values():
        if len(systems) > FIXED_LOG_POLICIES:
            account = accounts[systems[0]]
            where = f'the account "{account.alias}" of the stage "{stage.name}"'
            message = f"{where} would have the log groups of {len(systems)} systems, and AWS gives it policies for {FIXED_LOG_POLICIES}"
            yield Finding("limit-exceeded", account.place, message, _WHY, _FEWER_IN_ACCOUNT)


LIMIT_EXCEEDED = Check(
    name="limit-exceeded",
    leeway=Leeway.NONE,
    why=f"EventBridge takes patterns of {FIXED_PATTERN:,} characters, {FIXED_WILDCARD_RULES} rules with a wildcard on a bus, "
    f"and a bus policy of {FIXED_BUS_POLICY:,} characters. The hub's has room for about 40 systems with their sources, and for "
    "about 300 accounts by themselves; for more it needs the mesh's `organization`; that of a local bus has room for about 100 events that come over a hop, "
    "that of a bus of a service for as many subscriptions that deliver to it. "
    f"CloudWatch Logs takes a policy of {FIXED_LOG_POLICY:,} characters for the log groups of a system, about 15, and {FIXED_LOG_POLICIES} "
    "such policies in an account. SQS takes "
    f"policies of 20 statements: {FIXED_SENDERS} subscriptions for one queue. The template of an `input` has {FIXED_INPUT:,} characters. None of these is raised on request. A local stage is held "
    "to what its modules refuse: the policy of log groups, an `input`, and subscriptions for one queue.",
    wrong=with_countries(300),
    right=WITH_A_PREFIX,
    run=_run,
)
