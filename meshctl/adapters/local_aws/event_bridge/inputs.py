"""What a target receives: the event, or what the rule makes of it by Input, InputPath or InputTransformer. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from meshctl.adapters.local_aws.event_bridge.templates import MISSING, InputInvalid, dump, filled, predefined

STEP = re.compile(r"""\.([A-Za-z0-9_\-]+)|\[['"]([^'"]+)['"]\]|\[(\d+)\]""")


def input_for(target: Mapping[str, Any], envelope: Mapping[str, Any], rule_arn: str) -> str:
    """Give the text a target receives; `InputInvalid` when the transformer does not make JSON of this event."""
    if "Input" in target:
        return str(target["Input"])
    if "InputPath" in target:
        found = at_path(envelope, target["InputPath"])
        return dump({} if found is MISSING else found)
    if "InputTransformer" in target:
        return _transformed(target["InputTransformer"], envelope, rule_arn)
    return dump(envelope)


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
    paths = transformer.get("InputPathsMap") or {}
    values = {name: at_path(envelope, path) for name, path in paths.items()}
    return filled(transformer["InputTemplate"], values | predefined(envelope, rule_arn))
