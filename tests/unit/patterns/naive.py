"""EventBridge's patterns a second time, as slow and as plain as can be: what the engine under test has to agree with.

Written from AWS's documentation and made in another way: a pattern becomes every choice of its `$or`s, an event becomes
its leaves with the array elements they lie in, and every choice of leaves is tried. Takes decoded JSON, valid patterns
only, and events that spell no field in two ways.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from ipaddress import ip_address, ip_network
from typing import Any

Fields = dict[str, list[Any]]  # dotted name: what it accepts
Elements = dict[tuple[str, int], int]  # dotted name of an array, how deep in arrays of arrays: which element
Leaf = tuple[str, Any, Elements]


def naively(pattern: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether the event matches the pattern."""
    leaves = list(leaves_of(event, "", {}, 0))
    return any(holds(sorted(fields.items(), key=by_name), leaves, {}) for fields in choices(pattern, "", [{}]))


def by_name(field: tuple[str, list[Any]]) -> bytes:
    return field[0].encode("utf-16-be", "surrogatepass")


def choices(pattern: dict[str, Any], around: str, drafts: list[Fields]) -> list[Fields]:
    for key, below in pattern.items():
        if key == "$or":
            drafts = [fields for choice in below for fields in choices(choice, around, drafts)]
        elif isinstance(below, dict):
            drafts = choices(below, f"{around}{key}.", drafts)
        else:
            drafts = [{**fields, f"{around}{key}": below} for fields in drafts]
    return drafts


def leaves_of(value: Any, name: str, elements: Elements, depth: int) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves_of(below, f"{name}.{key}" if name else key, elements, 0)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            plain = not isinstance(item, dict | list)  # belongs to the array, not to an element
            yield from leaves_of(item, name, elements if plain else {**elements, (name, depth): at}, depth + 1)
    else:
        yield name, value, elements


def holds(fields: list[tuple[str, list[Any]]], leaves: list[Leaf], chosen: Elements) -> bool:
    """Whether one leaf can be chosen for every field so that no two lie in different elements of one array."""
    if not fields:
        return True
    (name, accepted), *others = fields
    mine = [(value, {**chosen, **at}) for path, value, at in leaves if path == name and agree(chosen, at)]
    if not mine and {"exists": False} in accepted and holds(others, leaves, chosen):
        return True
    return any(accepts(accepted, value) and holds(others, leaves, together) for value, together in mine)


def agree(one: Elements, other: Elements) -> bool:
    return all(one.get(array, at) == at for array, at in other.items())


def accepts(accepted: list[Any], value: Any) -> bool:
    return any(by_operator(item, value) if isinstance(item, dict) else equal(item, value) for item in accepted)


def equal(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, str) and isinstance(value, str):
        return wanted == value or (is_ip(wanted) and is_ip(value) and ip_address(wanted) == ip_address(value))
    if is_number(wanted) and is_number(value):
        return exactly(wanted) == exactly(value)
    return type(wanted) is type(value) and wanted == value and not is_number(wanted)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def exactly(number: Any) -> Fraction:
    return Fraction(repr(number) if isinstance(number, float) else number)


def is_ip(text: str) -> bool:
    try:
        return bool(ip_address(text)) or True
    except ValueError:
        return False


def by_operator(operator: dict[str, Any], value: Any) -> bool:
    ((name, wanted),) = operator.items()
    if name == "anything-but":
        return not excluded(wanted, value)
    if name == "exists":
        return bool(wanted)
    if name == "numeric":
        return is_number(value) and compares(wanted, exactly(value))
    return isinstance(value, str) and on_text(name, wanted, value)


def excluded(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, dict):
        ((name, texts),) = wanted.items()
        return isinstance(value, str) and any(on_text(name, text, value) for text in listed(texts))
    return any(value == one if isinstance(one, str) else equal(one, value) for one in listed(wanted))


def listed(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def compares(wanted: list[Any], number: Fraction) -> bool:
    pairs = zip(wanted[::2], map(exactly, wanted[1::2]), strict=True)
    signs = {"=": (0,), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}
    return all((number > end) - (number < end) in signs[sign] for sign, end in pairs)


def on_text(name: str, wanted: Any, text: str) -> Any:
    if isinstance(wanted, dict):
        wanted, text = wanted["equals-ignore-case"].lower(), text.lower()
    match name:
        case "prefix":
            return text[: len(wanted)] == wanted
        case "suffix":
            return text[::-1][: len(wanted)] == wanted[::-1]
        case "equals-ignore-case":
            return wanted.lower() == text.lower()
        case "cidr":
            return is_ip(text) and ip_address(text) in ip_network(wanted, strict=False)
        case "wildcard":
            return fits(wanted, text)
    raise AssertionError(name)


def fits(wildcard: str, text: str) -> bool:
    if not wildcard:
        return not text
    if wildcard[0] == "*":
        return fits(wildcard[1:], text) or (bool(text) and fits(wildcard, text[1:]))
    literal = wildcard[1:2] if wildcard[0] == "\\" else wildcard[0]
    rest = wildcard[2:] if wildcard[0] == "\\" else wildcard[1:]
    return bool(text) and text[0] == literal and fits(rest, text[1:])
