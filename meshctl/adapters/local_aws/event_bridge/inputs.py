"""What a target is given of an event: Input, InputPath or InputTransformer. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any

STEP = re.compile(r"""\.([A-Za-z0-9_\-]+)|\[['"]([^'"]+)['"]\]|\[(\d+)\]""")
PLACEHOLDER = re.compile(r"<([A-Za-z0-9_.\-]+)>")
MISSING = object()


class InputInvalid(ValueError):
    """A target's input cannot be made of this event."""


def input_for(target: Mapping[str, Any], envelope: Mapping[str, Any], rule_arn: str) -> str:
    """Give the text a target receives; `InputInvalid` when the transformer does not make JSON of this event."""
    if "Input" in target:
        return str(target["Input"])
    if "InputPath" in target:
        found = at_path(envelope, target["InputPath"])
        return _dump({} if found is MISSING else found)
    if "InputTransformer" in target:
        return _transformed(target["InputTransformer"], envelope, rule_arn)
    return _dump(envelope)


def at_path(value: Any, path: str) -> Any:
    """Give what a path such as `$.detail.lines[0].sku` finds, or `MISSING`; `InputInvalid` for another kind of path."""
    if not path.startswith("$") or STEP.sub("", path[1:]):
        raise InputInvalid(f"the path {path} is not understood")
    for name, quoted, index in STEP.findall(path[1:]):
        value = _step(value, name or quoted, index)
        if value is MISSING:
            break
    return value


def _step(value: Any, name: str, index: str) -> Any:
    if index:
        return value[int(index)] if isinstance(value, list) and int(index) < len(value) else MISSING
    return value.get(name, MISSING) if isinstance(value, Mapping) else MISSING


def _transformed(transformer: Mapping[str, Any], envelope: Mapping[str, Any], rule_arn: str) -> str:
    values = {name: at_path(envelope, path) for name, path in (transformer.get("InputPathsMap") or {}).items()}
    values |= {
        "aws.events.rule-arn": rule_arn,
        "aws.events.rule-name": rule_arn.rsplit("/", 1)[-1],
        "aws.events.event": envelope,
        "aws.events.event.json": envelope,
        "aws.events.event.ingestion-time": envelope.get("time"),
    }
    filled = _fill(transformer["InputTemplate"], values)
    for part in [filled] if filled.lstrip().startswith(("{", "[")) else filled.splitlines():
        _check(part)
    return filled


def _fill(template: str, values: Mapping[str, Any]) -> str:
    """Inside quotes a value becomes text, outside it becomes JSON; an unknown placeholder stays as it is."""
    pieces, end = [], 0
    for place in PLACEHOLDER.finditer(template):
        if place[1] not in values:
            continue
        pieces.append(template[end : place.start()])
        pieces.append(_text(values[place[1]]) if _quoted("".join(pieces)) else _json(values[place[1]]))
        end = place.end()
    return "".join(pieces) + template[end:]


def _quoted(before: str) -> bool:
    return len(re.findall(r'(?<!\\)(?:\\\\)*"', before)) % 2 == 1


def _json(value: Any) -> str:
    return "null" if value is MISSING else _dump(value)


def _text(value: Any) -> str:
    if value is MISSING:
        return ""
    return json.dumps(value if isinstance(value, str) else _dump(value), ensure_ascii=False)[1:-1]


def _check(part: str) -> None:
    try:
        json.loads(part)
    except ValueError:
        raise InputInvalid("the input transformer does not make JSON of this event") from None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
