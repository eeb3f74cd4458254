"""The commands of AWS's own command line that take away what was added by hand. Pure; runs nothing.

Names are those of strangers: what a shell or a terminal could take for more than a name is in no command.
"""

from collections.abc import Callable, Mapping
from shlex import join

from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import (
    ALIAS,
    ARCHIVE,
    ATTACHED_POLICY,
    CONSUMER,
    FUNCTION_URL,
    INVOKE_CONFIG,
    LOG_POLICY,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    RULE,
    SCHEDULE,
    STATEMENT,
    SUBSCRIPTION,
    SUBSCRIPTION_FILTER,
    TARGET,
    SeenResource,
)
from meshctl.drift.statements import sid_of

Command = tuple[str, ...]
"""The words behind `aws`."""
PENDING = "PendingConfirmation"
"""What SNS tells instead of the ARN of a subscription that nobody has confirmed."""


def removal(seen: SeenResource, on: OwnResource, *, whole: bool) -> str:
    """What to paste into a shell that acts in the account; empty where no command does it alone, or none can be written safely.

    `whole` says whether all may go of what `seen` is a part of: of a rule all targets, of log groups the whole policy, of a bus
    every statement. Of a rule only the targets go that `seen` has.
    """
    if seen.kind != STATEMENT and not all(map(_is_only_a_name, (*seen.names, *(id_ for id_, _ in seen.targets)))):
        return ""
    where = ("--region", on.region) if on.region else ()
    commands = _WHOLE[seen.kind](seen, on, whole) if seen.kind in _WHOLE else _COMMANDS[seen.kind](seen, on)
    return " && ".join(join(("aws", *command, *where)) for command in commands)


def _is_only_a_name(word: str) -> bool:
    """No option, and nothing that AWS's command line would read from a file or fetch (`file://`)."""
    return word.isascii() and (word.isprintable() and not word.startswith("-") and "://" not in word)


def _rule(seen: SeenResource, _: OwnResource, whole: bool) -> tuple[Command, ...]:
    bus, name = seen.names
    rule = ("--event-bus-name", bus)
    emptied = ("events", "remove-targets", "--rule", name, *rule, "--ids", *(id_ for id_, _ in seen.targets))
    deleted = ("events", "delete-rule", "--name", name, *rule)
    return (*((emptied,) if seen.targets else ()), *((deleted,) if whole else ()))


def _target(seen: SeenResource, _: OwnResource) -> tuple[Command, ...]:
    bus, rule, id_ = seen.names
    return (("events", "remove-targets", "--rule", rule, "--event-bus-name", bus, "--ids", id_),)


def _statement(seen: SeenResource, on: OwnResource, whole: bool) -> tuple[Command, ...]:
    """By its name. A stream or a table has one policy, and the mesh writes none: it goes as a whole, as that of a bus may for want of a
    name."""
    arn, statement = seen.names
    service, sid = arn.split(":", 3)[2], sid_of(statement)
    if service in ("dynamodb", "kinesis"):
        return ((service, "delete-resource-policy", "--resource-arn", arn),)
    bus = ("events", "remove-permission", "--event-bus-name", on.name)
    words = {
        "events": (*bus, "--statement-id", sid),
        "sns": ("sns", "remove-permission", "--topic-arn", arn, "--label", sid),
        "sqs": ("sqs", "remove-permission", "--queue-url", on.texts.get("url", ""), "--label", sid),
    }
    if sid and _is_only_a_name(sid):
        return (words[service],)
    return ((*bus, "--remove-all-permissions"),) if whole and service == "events" else ()


def _log_policy(seen: SeenResource, _: OwnResource, whole: bool) -> tuple[Command, ...]:
    (name,) = seen.names
    return (("logs", "delete-resource-policy", "--policy-name", name),) if whole else ()


def _subscription(seen: SeenResource, _: OwnResource) -> tuple[Command, ...]:
    (arn,) = seen.names
    return () if arn.startswith(PENDING) else (("sns", "unsubscribe", "--subscription-arn", arn),)


def _permission(seen: SeenResource, _: OwnResource) -> tuple[Command, ...]:
    function, sid = seen.names
    return (("lambda", "remove-permission", "--function-name", function, "--statement-id", sid),)


def _by_one(*words: str) -> Callable[[SeenResource, OwnResource], tuple[Command, ...]]:
    """A command that the names end, each behind its option: `delete-schedule --group-name GROUP --name NAME`."""
    command, options = words[:2], words[2:]

    def written(seen: SeenResource, _: OwnResource) -> tuple[Command, ...]:
        named = (word for pair in zip(options, seen.names, strict=True) for word in pair)
        return ((*command, *named),)

    return written


_COMMANDS: Mapping[str, Callable[[SeenResource, OwnResource], tuple[Command, ...]]] = {
    ALIAS: _by_one("lambda", "delete-alias", "--function-name", "--name"),
    ARCHIVE: _by_one("events", "delete-archive", "--archive-name"),
    ATTACHED_POLICY: _by_one("iam", "detach-role-policy", "--role-name", "--policy-arn"),
    CONSUMER: _by_one("kinesis", "deregister-stream-consumer", "--consumer-arn"),
    FUNCTION_URL: _by_one("lambda", "delete-function-url-config", "--function-name"),
    INVOKE_CONFIG: _by_one("lambda", "delete-function-event-invoke-config", "--function-name", "--qualifier"),
    MAPPING: _by_one("lambda", "delete-event-source-mapping", "--uuid"),
    PERMISSION: _permission,
    ROLE_POLICY: _by_one("iam", "delete-role-policy", "--role-name", "--policy-name"),
    SCHEDULE: _by_one("scheduler", "delete-schedule", "--group-name", "--name"),
    SUBSCRIPTION: _subscription,
    SUBSCRIPTION_FILTER: _by_one("logs", "delete-subscription-filter", "--log-group-name", "--filter-name"),
    TARGET: _target,
}
_WHOLE: Mapping[str, Callable[[SeenResource, OwnResource, bool], tuple[Command, ...]]] = {
    LOG_POLICY: _log_policy,
    RULE: _rule,
    STATEMENT: _statement,
}
"""Those that may be a part of something that is not the mesh's to remove."""
