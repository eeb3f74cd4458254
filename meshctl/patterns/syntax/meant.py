"""What somebody most likely meant who wrote an operator where or how it is none. Gives words, and refuses nothing."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from json import JSONDecodeError, dumps, loads
from typing import Any

from meshctl.patterns.syntax.invalid_pattern import Place

LONGEST_SHOWN, LONGEST_READ = 80, 10_000
TEXT_OPERATORS = frozenset({"prefix", "suffix", "wildcard", "cidr", "equals-ignore-case", "exactly"})
NAMES = (*sorted(TEXT_OPERATORS), "anything-but", "exists", "numeric")
CHOICE = "$or"
_OTHERWISE_CALLED: Mapping[str, Iterable[str]] = {
    "prefix": ("starts-with", "startswith", "begins-with", "beginswith"),
    "suffix": ("ends-with", "endswith"),
    "anything-but": ("not", "ne", "neq", "not-equals", "not-in", "nin", "except", "anythingbut", "$not", "$ne", "$nin"),
    "wildcard": ("like", "glob", "contains", "matches", "regex", "pattern"),
    "numeric": ("gt", "lt", "gte", "lte", "between", "range", "number", "$gt", "$lt", "$gte", "$lte"),
    "equals-ignore-case": ("equalsignorecase", "ignore-case", "iequals", "case-insensitive"),
    "exactly": ("equals", "eq", "$eq", "is", "exact", "in", "$in", "one-of"),
    "exists": ("exist", "present", "$exists"),
    "cidr": ("ip", "ip-address", "subnet"),
    CHOICE: ("or", "$or", "any-of", "anyof", "either"),
}
_ALL_OF = frozenset({"and", "$and", "all-of", "allof", "all_of", "$all", "all"})
_CALLED = {other: name for name, others in _OTHERWISE_CALLED.items() for other in (name, *others)}
_COMPARISON = re.compile(r"\s*(<=|>=|=>|=<|==|<|>|=)\s*([-+]?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*")
_SIGNS = {"=>": ">=", "=<": "<=", "==": "="}
_ROOT = re.compile(r"\$\.(?:detail\.)?")
_POSITIONS = re.compile(r"\[(?:[0-9]{0,5}|\*)\]|\.\*(?=\.|$)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def operator_meant(name: object) -> str:
    """The operator, or `$or`, that a name spells in another way; nothing where it spells none."""
    if not isinstance(name, str) or len(name) > LONGEST_SHOWN:
        return ""
    plain = _HUMP.sub("-", name).lower().replace("_", "-").replace(" ", "-")
    near = get_close_matches(plain, NAMES, n=1, cutoff=0.85)
    return _CALLED.get(plain) or (near[0] if near else "")


def plain_path(name: str) -> str:
    """The dotted name for a path as other languages write it: `lines.sku` for `$.lines[0].sku`; the name itself where it is none."""
    return _POSITIONS.sub("", name[found.end() :] if (found := _ROOT.match(name)) else name) or name


def as_operators(name: str, operand: Any) -> str:
    """The list of operators that an operand is for, as JSON: `[{"prefix": "a"}, {"prefix": "b"}]`."""
    several = name in TEXT_OPERATORS and isinstance(operand, list | tuple) and operand
    operands = operand if several else [_unpacked(name, operand)]
    return shown([{name: one} for one in operands])


def _unpacked(name: str, operand: Any) -> Any:
    only = operand[0] if isinstance(operand, list | tuple) and len(operand) == 1 else operand
    if name == "exists":
        return {"true": True, "false": False}.get(str(only).lower(), True)
    if name == "numeric":
        return comparison(only) or operand
    return only


def comparison(operand: object) -> list[Any]:
    """What `numeric` wants for `">= 5"`, or for what is nearly a comparison; nothing where it is none."""
    if isinstance(operand, str) and (found := _COMPARISON.fullmatch(operand)):
        return [_SIGNS.get(found[1], found[1]), loads(found[2].lstrip("+"), parse_int=_whole)]
    if isinstance(operand, list | tuple) and len(operand) in (2, 4) and any(isinstance(one, str) for one in operand):
        return _mended(operand)
    return []


def _mended(operand: Iterable[Any]) -> list[Any]:
    mended = [_SIGNS.get(one, one) if at % 2 == 0 else _number(one) for at, one in enumerate(operand)]
    return mended if all(isinstance(one, int | float) for one in mended[1::2]) else []


def _whole(text: str) -> int:
    return int(text)


def _number(written: Any) -> Any:
    found = _COMPARISON.fullmatch(f"={written}") if isinstance(written, str) else None
    return loads(found[2].lstrip("+").lstrip("0") or "0") if found and not found[2].startswith("0.") else written


def instead_of_value(place: Place, written: object) -> str:
    """What to write for a field that has neither a list nor an object."""
    if holds_json(written):
        return "this is a text with JSON in it; write it as it is, without the quotes around it"
    name = operator_meant(place[-1])
    if name in NAMES and len(place) > 1 and isinstance(place[-2], str) and place[-2] not in ("detail", CHOICE):
        return (
            f"'{name}' is an operator, and those stand in a list; write \"{place[-2]}\": {as_operators(name, written)}"
        )
    return f"a field wants a list of what it accepts; write [...] around it, as in {shown([written])}"


def objects_meant(name: object, written: Mapping[Any, Any]) -> str:
    """What to write for an object in the list of a field, that is no operator; nothing where one is nearly one."""
    if operator_meant(name) == CHOICE:
        return f"'{name}' is the name of a field here; between several objects, write '$or'"
    if isinstance(name, str) and name.lower() in _ALL_OF:
        return f"'{name}' is the name of a field here; fields beside each other all have to match, so write them in its place"
    is_of_fields = all(isinstance(below, list | tuple | Mapping) for below in written.values())
    if not written or not is_of_fields or any(map(operator_meant, written)):
        return ""
    first = next(iter(written))
    fields = "the fields of an object stand in no list, be it of objects"
    return f"'{first}' is no operator here; {fields}: write \"{name}\": {shown(written)}"


def holds_json(written: object) -> bool:
    """Whether it is a text that spells an object or a list."""
    if not isinstance(written, str) or written.lstrip()[:1] not in ("{", "[") or len(written) > LONGEST_READ:
        return False
    try:
        return isinstance(loads(written), dict | list)
    except (JSONDecodeError, RecursionError):
        return False


def excluded_meant(operand: object) -> str:
    """What to write where `anything-but` has a list of operators: `[{"prefix": "a"}]`; nothing where it has none."""
    items = operand if isinstance(operand, list | tuple) else []
    names = {name for one in items if isinstance(one, Mapping) for name in one}
    if len(names) != 1 or not all(isinstance(one, Mapping) for one in items):
        return ""
    name = operator_meant(*names)
    texts = [
        text for one in items for value in one.values() for text in (value if isinstance(value, list) else [value])
    ]
    return shown({"anything-but": {name: texts[0] if len(texts) == 1 else texts}}) if name else ""


def shown(written: Any) -> str:
    """Some JSON, cut where it is long."""
    try:
        text = dumps(written, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return "[...]"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."
