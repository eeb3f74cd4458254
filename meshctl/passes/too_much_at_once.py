"""What would not fit on AWS while old and new stand together. Pure; AWS would refuse it in the midst of a change.

What the new generation alone has too much of is no matter of the change: either checks have told it, or AWS has raised the quota.
"""

from collections.abc import Iterator

from meshctl.aws_facts.quotas import ADJUSTABLE_PATTERN, FIXED_BUS_POLICY, FIXED_SENDERS
from meshctl.errors import MeshctlError
from meshctl.passes.generations import Generation, PassesOfChange
from meshctl.passes.joined.hubs import policy_of
from meshctl.passes.pinned_events import functions_of, routes_of
from meshctl.topology.exceeded_quotas import exceeded_roles, exceeded_rules

HINT = (
    "change it in two steps: apply a part of the change first, and the rest when what that has retired has gone "
    '("meshctl plan" says when)'
)


def refuse_too_much_at_once(change: PassesOfChange, new: Generation) -> None:
    """Raises `MeshctlError` for the first that does not fit in one of the passes, although in `new` it would."""
    known = dict(_too_much(new))
    for one in change.passes:
        for what, sentence in _too_much(one.stacks):
            if what not in known:
                raise MeshctlError(f"while old and new stand together, {sentence}", HINT)


def _too_much(generation: Generation) -> Iterator[tuple[str, str]]:
    """What there is too much of, and the sentence that says so."""
    yield from _quotas(generation)
    yield from _patterns(generation)
    yield from _senders(generation)
    for stack in generation.values():
        if stack.root == "hub" and not policy_of(stack.inputs["bus"]).fits:
            yield (
                "policy",
                f"the hub's policy is longer than {FIXED_BUS_POLICY:,} characters: name an `organization` in mesh.yaml",
            )


def _quotas(generation: Generation) -> Iterator[tuple[str, str]]:
    routes = [route for _, _, route in routes_of(generation)]
    roles = [route["delivery"]["role_arn"] for route in routes if route["delivery"]]
    roles += [one["role"]["arn"] for _, _, one in functions_of(generation)]
    for one in exceeded_rules(route["rule"]["arn"] for route in routes):
        yield (
            f"rules {one.account} {one.bus}",
            f"the bus {one.bus} has {one.count:,} rules, and AWS gives it {one.most:,}",
        )
    for one in exceeded_roles(roles):
        yield (
            f"roles {one.account}",
            f"the account {one.account} has {one.count:,} roles, and AWS gives it {one.most:,}",
        )


def _patterns(generation: Generation) -> Iterator[tuple[str, str]]:
    longest = max((len(route["pattern"]) for _, _, route in routes_of(generation)), default=0)
    if longest > ADJUSTABLE_PATTERN:
        key = next(key for _, key, route in routes_of(generation) if len(route["pattern"]) == longest)
        yield "patterns", f"the pattern of {key} has {longest:,} characters, and AWS takes {ADJUSTABLE_PATTERN:,}"


def _senders(generation: Generation) -> Iterator[tuple[str, str]]:
    for stack in generation.values():
        for section in ("queues", "buffers"):
            for key, one in stack.inputs.get(section, {}).items():
                count = len(one["queue"]["senders"])
                if count > FIXED_SENDERS:
                    yield (
                        f"{section} {key}",
                        f"{count} rules deliver into {stack.owner}/{key}, and AWS lets in {FIXED_SENDERS}",
                    )
