"""A template of an input transformer, filled with values of one event, as AWS was seen to do it. Pure.

A template that begins with `{` or `[` is JSON, every other is text: strings, one a line.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any

PLACEHOLDER = re.compile(r"<([A-Za-z0-9_.\-]+)>")
PREDEFINED = frozenset(
    {
        "aws.events.rule-arn",
        "aws.events.rule-name",
        "aws.events.event",
        "aws.events.event.json",
        "aws.events.event.ingestion-time",
    }
)
MISSING = object()
_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')


class InputInvalid(ValueError):
    """A target's input cannot be made of this event."""


def placeholders(template: str) -> list[str]:
    """Give the names between `<` and `>`, in order."""
    return PLACEHOLDER.findall(template)


def predefined(envelope: Mapping[str, Any], rule_arn: str) -> dict[str, Any]:
    """Give the values that every template may name; the whole event is `aws.events.event.json`."""
    facts = {name.replace("detail-type", "detailType"): envelope[name] for name in envelope if name != "detail"}
    return {
        "aws.events.rule-arn": rule_arn,
        "aws.events.rule-name": rule_arn.rsplit("/", 1)[-1],
        "aws.events.event": facts,
        "aws.events.event.json": envelope,
        "aws.events.event.ingestion-time": envelope.get("time"),
    }


def filled(template: str, values: Mapping[str, Any]) -> str:
    """Give the text that a target receives; `InputInvalid` where it is no JSON. Unknown placeholders stay as they are."""
    is_json = template.lstrip().startswith(("{", "["))
    text = _fill(template, values, is_json)
    for part in [text] if is_json else filter(str.strip, text.split("\n")):
        _check(part)
    return text


def dump(value: Any) -> str:
    """Write a value as EventBridge writes events."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fill(template: str, values: Mapping[str, Any], is_json: bool) -> str:
    pieces, end, quoted = [], 0, False
    for place in PLACEHOLDER.finditer(template):
        between = template[end : place.start()]
        quoted ^= len(_QUOTE.findall(between)) % 2 == 1
        known = place[1] in values
        pieces += [between, _written(values[place[1]], quoted, is_json) if known else place[0]]
        end = place.end()
    return "".join(pieces) + template[end:]


def _written(value: Any, quoted: bool, is_json: bool) -> str:
    if not quoted:
        return '""' if value is MISSING else dump(value)
    if is_json and isinstance(value, dict | list):
        raise InputInvalid("the input transformer has an object or an array between quotes")
    return _bare(value)


def _bare(value: Any) -> str:
    """What stands for a value within a string: objects and arrays lose the quotes of theirs."""
    if value is MISSING:
        return ""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_bare(name)}:{_bare(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_bare, value)) + "]"
    return dump(value)[1:-1] if isinstance(value, str) else dump(value)


def _check(part: str) -> None:
    try:
        json.loads(part)
    except (ValueError, RecursionError):
        raise InputInvalid("the input transformer does not make JSON of this event") from None
