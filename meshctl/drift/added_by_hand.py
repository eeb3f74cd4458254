"""What AWS has on the resources of a stage, and Terraform has not made: people have added it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from meshctl.drift.keeping import KEEPING
from meshctl.drift.own_resources import LOG_GROUP, KnownNames, OwnResource
from meshctl.drift.removals import removal
from meshctl.drift.seen_resources import DEFAULT_BUS, LOG_POLICY, RULE, STATEMENT, SeenResource, unqualified
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
    seen: Collection[SeenResource], own: Collection[OwnResource], known: KnownNames, names_begin: str
) -> tuple[AddedResource, ...]:
    """What of an account's resources Terraform has not made, and hangs on what it has made: each once, in the order of its names.

    `names_begin` is how all names of the stage begin: by that a log resource policy is told from one for all log groups.
    """
    stage = _StageInAccount({one.arn: one for one in own}, known, names_begin)
    unknown = {(one.kind, one.names): one for one in seen if (one.kind, one.names) not in known}
    found = ((one, stage.on(one)) for _, one in sorted(unknown.items()))
    return tuple(_added(one, on, stage) for one, on in found if on)


def as_known(arn: str, seen: Collection[SeenResource], known: KnownNames) -> bool:
    """Whether all statements of the policy of that ARN stand that Terraform has written, whatever stands besides."""
    written = {names for kind, names in known if kind == STATEMENT and names[0] == arn}
    return written <= {one.names for one in seen if one.kind == STATEMENT}


@dataclass(frozen=True, slots=True)
class _StageInAccount:
    """What a stage has in an account: its resources by their ARNs, all that Terraform has made, and how its names begin."""

    by_arn: Mapping[str, OwnResource]
    known: KnownNames
    names_begin: str

    def on(self, seen: SeenResource) -> OwnResource | None:
        """What of the stage it touches first; a policy of log groups touches those that it names, and that are channels."""
        if seen.kind == LOG_POLICY:
            named = [one for one in seen.touches if self.is_named_by(one)]
            channels = (one for one in self.by_arn.values() if one.type == LOG_GROUP and one.cause.kind == _LOG_CHANNEL)
            return next((one for one in channels if _matches(one.arn, named)), None)
        return next((self.by_arn[arn] for arn in map(unqualified, seen.touches) if arn in self.by_arn), None)

    def is_named_by(self, log_groups: str) -> bool:
        """Whether a pattern speaks of log groups of the stage alone: EventBridge's console opens all that it may write to."""
        name = log_groups.partition(":log-group:")[2].partition(":")[0]
        return name.rpartition("/")[2].startswith(self.names_begin)

    def own_part(self, seen: SeenResource) -> SeenResource:
        """Of a rule of the default bus, which may lead elsewhere too, only the targets that are the stage's."""
        if seen.kind != RULE or seen.names[0] != DEFAULT_BUS:
            return seen
        return replace(seen, targets=tuple(one for one in seen.targets if unqualified(one[1]) in self.by_arn))

    def may_go_whole(self, seen: SeenResource) -> bool:
        """Whether nothing of anybody else's, or of the stage's own, goes with all of which it is a part."""
        if seen.kind == LOG_POLICY:
            return all(map(self.is_named_by, seen.touches))
        if seen.kind == STATEMENT:
            return not any(True for _ in self._written(seen.names[0]))
        return self.own_part(seen) == seen

    def has_its_sid(self, seen: SeenResource) -> bool:
        """Whether a command that names the statement would take away one of the stage's as well."""
        if seen.kind != STATEMENT:
            return False
        arn, statement = seen.names
        return any(sid_of(one) == sid_of(statement) for one in self._written(arn))

    def _written(self, arn: str) -> Iterator[str]:
        """The statements that Terraform has written into the policy of that ARN."""
        return (names[1] for kind, names in self.known if kind == STATEMENT and names[0] == arn)


def _matches(arn: str, patterns: Collection[str]) -> bool:
    """Whether a policy speaks of a log group or of its streams (`ARN:*`)."""
    return any(fnmatchcase(arn, one) or fnmatchcase(f"{arn}:*", one) for one in _plain_brackets(patterns))


def _plain_brackets(patterns: Collection[str]) -> Iterator[str]:
    return (one.replace("[", "[[]") for one in patterns)


def _added(seen: SeenResource, on: OwnResource, stage: _StageInAccount) -> AddedResource:
    whole = stage.may_go_whole(seen)
    command = "" if stage.has_its_sid(seen) else removal(stage.own_part(seen), on, whole=whole)
    keep = KEEPING[seen.kind]
    return AddedResource(on.stack, on.cause, _kind(seen), _name(seen), on.noun, on.name, seen.says, command, keep)


def _kind(seen: SeenResource) -> str:
    on_default_bus = seen.kind == RULE and seen.names[0] == DEFAULT_BUS
    return f"{RULE} of the default bus" if on_default_bus else seen.kind


def _name(seen: SeenResource) -> str:
    """Of an ARN what comes behind the account; of a statement its Sid."""
    name = sid_of(seen.names[1]) if seen.kind == STATEMENT else seen.names[-1]
    return name.split(":", 5)[-1] if name.startswith("arn:") else name
