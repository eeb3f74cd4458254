"""What AWS has on the resources of a stage, and Terraform has not made: people have added it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from meshctl.drift.keeping import KEEPING
from meshctl.drift.own_resources import LOG_GROUP, KnownNames, OwnResource
from meshctl.drift.removals import removal
from meshctl.drift.seen_resources import DEFAULT_BUS, LOG_POLICY, RULE, STATEMENT, SeenResource
from meshctl.drift.statements import sid_of
from meshctl.passes.generations import StackKey
from meshctl.plan.causes import Cause

_LOG_CHANNEL = "log"


@dataclass(frozen=True, slots=True)
class AddedResource:
    """Something that was added by hand: what it is and does, and on what of the stage, `noun` and `on`; whose that is.

    `remove` is the command that takes it away; empty where there is none. `keep` says how the catalogue says the same. `name`,
    `says` and `on` are as AWS has them.
    """

    stack: StackKey
    cause: Cause
    kind: str
    name: str
    noun: str
    on: str
    says: str
    remove: str
    keep: str


def added_by_hand(
    seen: Collection[SeenResource], own: Collection[OwnResource], known: KnownNames
) -> tuple[AddedResource, ...]:
    """What of an account's resources Terraform has not made, and hangs on what it has made: each once, in the order of its names."""
    by_arn = {one.arn: one for one in own}
    unknown = {(one.kind, one.names): one for one in seen if (one.kind, one.names) not in known}
    found = ((one, _on(one, by_arn)) for _, one in sorted(unknown.items()))
    return tuple(_added(one, on, known) for one, on in found if on)


def as_known(arn: str, seen: Collection[SeenResource], known: KnownNames) -> bool:
    """Whether all statements of the policy of that ARN stand that Terraform has written, whatever stands besides."""
    written = {names for kind, names in known if kind == STATEMENT and names[0] == arn}
    return written <= {one.names for one in seen if one.kind == STATEMENT}


def _on(seen: SeenResource, by_arn: Mapping[str, OwnResource]) -> OwnResource | None:
    """What of the stage it touches first; a policy of log groups touches those by its patterns that are channels."""
    if seen.kind == LOG_POLICY:
        channels = (one for one in by_arn.values() if one.type == LOG_GROUP and one.cause.kind == _LOG_CHANNEL)
        return next((one for one in channels if _matches(one.arn, seen.touches)), None)
    return next((by_arn[arn] for arn in seen.touches if arn in by_arn), None)


def _matches(arn: str, patterns: Collection[str]) -> bool:
    """Whether a policy speaks of a log group or of its streams (`ARN:*`)."""
    return any(fnmatchcase(arn, one) or fnmatchcase(f"{arn}:*", one) for one in _plain_brackets(patterns))


def _plain_brackets(patterns: Collection[str]) -> Iterator[str]:
    return (one.replace("[", "[[]") for one in patterns)


def _added(seen: SeenResource, on: OwnResource, known: KnownNames) -> AddedResource:
    command = "" if _shares_its_sid(seen, known) else removal(seen, on)
    keep = KEEPING[seen.kind]
    return AddedResource(on.stack, on.cause, _kind(seen), _name(seen), on.noun, on.name, seen.says, command, keep)


def _kind(seen: SeenResource) -> str:
    on_default_bus = seen.kind == RULE and seen.names[0] == DEFAULT_BUS
    return f"{RULE} of the default bus" if on_default_bus else seen.kind


def _name(seen: SeenResource) -> str:
    """Of an ARN what comes behind the account; of a statement its Sid."""
    name = sid_of(seen.names[1]) if seen.kind == STATEMENT else seen.names[-1]
    return name.split(":", 5)[-1] if name.startswith("arn:") else name


def _shares_its_sid(seen: SeenResource, known: KnownNames) -> bool:
    """Whether a command that names the statement would take away one of the mesh's as well."""
    if seen.kind != STATEMENT:
        return False
    arn, statement = seen.names
    sid = sid_of(statement)
    return any(kind == STATEMENT and names[0] == arn and sid_of(names[1]) == sid for kind, names in known)
