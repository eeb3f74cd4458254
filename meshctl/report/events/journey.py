"""The journey of an event, for people and for programs. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from json import dumps
from typing import Any

from meshctl.report.plain import plain
from meshctl.report.plurals import counted
from meshctl.results.events.journey import JourneyEvent, JourneyStep

_WORDS = {
    "published": "published on {bus}",
    "replayed": "replayed on {bus} by {replay}",
    "refused": "refused by {bus}: {code}: {reason}",
    "scheduled": "rule {rule} is due",
    "delivered": "rule {rule} -> {target}",
    "retried": "rule {rule} tries {target} again ({code}, attempt {attempt})",
    "dead-lettered": "dead letters {queue}: {code}: {reason}",
    "lost": "LOST on the way to {target}: {reason}",
    "dropped": "dropped: {reason}",
    "unmatched": "no rule of {bus} wants it",
    "invoked": "{outcome} by {function} in {milliseconds} ms",
    "workflow-started": "{workflow} begins",
    "state-entered": "{workflow} is in {state}",
    "workflow-succeeded": "{workflow} has ended",
    "workflow-failed": "{workflow} FAILED",
    "filtered": "no filter of {function} wants it",
    "redriven": "moved from {queue} to its dead letters after {receives} receives",
}

_WORDS_OF_TOPICS = {
    "published": "published on {topic}",
    "repeated": "{topic} had it within five minutes",
    "delivered": "{topic} -> {target}",
    "filtered": "{target} does not want it from {topic}",
    "retried": "{topic} tries {target} again ({code}, attempt {attempt})",
    "unmatched": "nobody subscribes to {topic}",
}
"""Where a step names a topic."""

_NOUNS = {
    "events": "",
    "kinesis": "stream",
    "lambda": "function",
    "logs": "log group",
    "sns": "topic",
    "sqs": "queue",
    "states": "workflow",
}
"""What is said before the name, by the service that an ARN names; of buses and rules the sentence says it."""

DEEPEST_INDENT = 20


def journey_as_text(journey: Iterable[JourneyEvent], accounts: Mapping[str, str]) -> str:
    """Each event with its steps, when they happened and in which account; indented under the event that caused it.

    `accounts` gives aliases by number.
    """
    journey = tuple(journey)
    return "\n".join([*(line for event in journey for line in _lines(event, accounts)), "", _summary(journey)])


def _summary(journey: Sequence[JourneyEvent]) -> str:
    steps = [step for event in journey for step in event.steps]
    lost = sum(
        step.kind in ("lost", "dropped", "dead-lettered", "redriven", "refused", "workflow-failed") for step in steps
    )
    counts = f"{counted(len(journey), 'event')} over {counted(len({step.account for step in steps}), 'account')}"
    return f"{counts} within {max(step.after_ms for step in steps)} ms" + (f"; {lost} did not arrive" if lost else "")


def journey_as_json(journey: Iterable[JourneyEvent]) -> str:
    """`{"events": [...]}` with all facts of each event's steps; `caused_by` names the event before it."""
    return dumps({"events": [asdict(event) for event in journey]}, indent=2, ensure_ascii=False)


def _lines(event: JourneyEvent, accounts: Mapping[str, str]) -> Iterator[str]:
    indent = "    " * min(event.depth, DEEPEST_INDENT)
    if event.caused_by:
        yield f"{indent[:-2]}caused:"
    yield plain(f"{indent}{event.detail_type} from {event.source}  ({event.event_id})")
    for step in event.steps:
        account = accounts.get(step.account, step.account)
        yield f"{indent}  {step.after_ms:>6} ms  {account:<12} {plain(_words(step))}"


def _words(step: JourneyStep) -> str:
    facts = _Facts({key: _short(value) for key, value in step.facts.items()})
    words = {**_WORDS, **_WORDS_OF_TOPICS} if "topic" in facts else _WORDS
    return words.get(step.kind, step.kind).format_map(facts) + (f": {facts['error']}" if facts.get("error") else "")


def _short(value: Any) -> Any:
    """An ARN without what the account column and the reader know already."""
    if isinstance(value, str) and value.startswith("arn:"):
        service, resource = value.split(":")[2], value.split(":", 5)[-1]
        return f"{_NOUNS.get(service, service)} {_name(service, resource)}".lstrip()
    return value


def _name(service: str, resource: str) -> str:
    if service == "logs":
        return resource.removeprefix("log-group:").removesuffix(":*")
    return resource.rpartition("/")[2].removeprefix("function:").removeprefix("stateMachine:")


class _Facts(dict[str, Any]):
    """Facts that say so when one is missing."""

    def __missing__(self, key: str) -> str:
        return f"(no {key})"
