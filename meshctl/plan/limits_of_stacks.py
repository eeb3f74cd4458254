"""What stacks that stand at the same time need more of than AWS ever gives, or than it gives unless asked for more. Pure.

A change lets the old and the new stand together for a while, so that there is more of it than the catalogue says.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from json import loads
from typing import Any

from meshctl.aws_facts.quotas import FIXED_PATTERN, FIXED_SENDERS, FIXED_WILDCARD_RULES
from meshctl.topology.exceeded_quotas import exceeded_roles, exceeded_rules
from meshctl.topology.hub_policy import HubPolicy
from meshctl.topology.rule_patterns import has_wildcard
from meshctl.topology.system_policies import SystemPolicies

Inputs = Mapping[str, Any]


def exceeded_limits(stacks: Collection[Inputs]) -> Iterator[str]:
    """In words, by the inputs of the stacks of one stage; nothing where all fits."""
    yield from _policies(stacks)
    routes = [route for inputs in stacks for route in inputs.get("routes", {}).values()]
    yield from _wildcards(routes)
    for route in routes:
        if len(route["pattern"]) > FIXED_PATTERN:
            yield f"the rule {route['rule']['name']} would have a pattern of {len(route['pattern']):,} characters, of {FIXED_PATTERN:,}"
    for policies in (SystemPolicies.of_inputs(inputs) for inputs in stacks if "hops" in inputs or "buses" in inputs):
        for what, length, most in policies.too_long():
            local_bus = policies.bus_arn.rpartition("/")[2]
            yield f"the policy of the {what} of {local_bus} would have {length:,} characters, of {most:,}"
    for queue in (queue for inputs in stacks for queue in _queues(inputs)):
        if len(queue["senders"]) > FIXED_SENDERS:
            yield f"the queue {queue['name']} would have {len(queue['senders'])} senders, of {FIXED_SENDERS}"


def quotas_to_raise(stacks: Collection[Inputs]) -> Iterator[str]:
    """In words, what AWS gives that much of on request only; it may have been asked for already, which nobody here knows."""
    routes = [route for inputs in stacks for route in inputs.get("routes", {}).values()]
    own = [role for inputs in stacks for role in _roles(inputs)]
    for one in exceeded_rules(route["rule"]["arn"] for route in routes):
        yield f"the bus {one.bus} has {one.count} rules for a while, of {one.most} unless AWS has raised that"
    roles = [route["delivery"]["role_arn"] for route in routes if route["delivery"]]
    for one in exceeded_roles([*roles, *own]):
        yield f"the account {one.account} has {one.count} roles for a while, of {one.most} unless AWS has raised that"


def _policies(stacks: Collection[Inputs]) -> Iterator[str]:
    for bus in (inputs["bus"] for inputs in stacks if "publishers" in inputs.get("bus", {})):
        policy = HubPolicy.of_inputs(bus)
        if not policy.fits:
            yield f"the policy of the bus {bus['name']} would name {len(policy.accounts)} accounts, of {policy.most_accounts}"


def _wildcards(routes: Collection[Inputs]) -> Iterator[str]:
    buses = Counter(route["bus_name"] for route in routes if has_wildcard(loads(route["pattern"])))
    for bus, count in buses.items():
        if count > FIXED_WILDCARD_RULES:
            yield f"the bus {bus} would have {count} rules with a wildcard, of {FIXED_WILDCARD_RULES}"


def _roles(inputs: Inputs) -> Iterator[str]:
    """Those of the parts that act with a role of their own, as functions and schedules do."""
    parts = (part for name, section in inputs.items() if name not in _WHOLE for part in section.values())
    yield from (part["role"]["arn"] for part in parts if "role" in part)


_WHOLE = frozenset({"stack", "bus"})
"""Inputs that are one thing; each other one holds parts by key."""


def _queues(inputs: Inputs) -> Iterator[Mapping[str, Any]]:
    for one in inputs.get("queues", {}).values():
        yield from (one["queue"], one["dead_letters"])
    yield from (one["queue"] for one in inputs.get("buffers", {}).values())
    yield from inputs.get("dead_letters", {}).values()
