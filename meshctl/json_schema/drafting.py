"""Drafts a schema from examples of data: types, fields, and formats that all of them have. No value of an example stands in it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from re import compile as expression
from typing import Any

from meshctl.json_schema.values import type_of

LONGEST_NAME = 100
"""Characters of a name of a field; what is longer is no name."""
_UUID = expression(r"(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = expression(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_EMAIL = expression(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_URI = expression(r"https?://[A-Za-z0-9][^\s<>\"\\^`{|}]{0,2000}")
_NUMBER = expression(r"[+-]?[0-9][0-9.,]*")
_TOKEN = expression(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_-]{20,}")
_SPOKEN = ("object", "array", "string", "number", "integer", "boolean", "null")


def drafted_schema(examples: Sequence[Any]) -> dict[str, Any]:
    """What all the examples have in common; what is in some of them only is not required."""
    types = _types(examples)
    if not types - {"null"}:
        return {}  # of null alone nobody knows what it is otherwise
    schema: dict[str, Any] = {"type": _one_or_more(types)}
    texts = [one for one in examples if isinstance(one, str)]
    if (form := _format_of(texts)) is not None:
        schema["format"] = form
    if "array" in types and (
        items := drafted_schema([item for one in examples if isinstance(one, list) for item in one])
    ):
        schema["items"] = items
    return schema | _fields([one for one in examples if isinstance(one, dict)])


def _types(examples: Iterable[Any]) -> set[str]:
    types = {type_of(one) for one in examples}
    if "number" in types and all(isinstance(one, int) for one in examples if type_of(one) == "number"):
        types = types - {"number"} | {"integer"}
    return types


def _one_or_more(types: set[str]) -> str | list[str]:
    names = sorted(types, key=_SPOKEN.index)
    return names[0] if len(names) == 1 else names


def _fields(objects: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of objects; what stands under names that are values themselves, such as numbers of orders, is not named."""
    values: dict[str, list[Any]] = {}
    unnamed: list[Any] = []
    for name, value in ((name, value) for one in objects for name, value in one.items()):
        if _is_value(name):
            unnamed.append(value)
        else:
            values.setdefault(name, []).append(value)
    required = [name for name, found in values.items() if len(found) == len(objects)]
    return {
        **({"properties": {name: drafted_schema(found) for name, found in values.items()}} if values else {}),
        **({"required": required} if required else {}),
        **({"additionalProperties": drafted_schema(unnamed)} if unnamed else {}),
    }


def _is_value(name: str) -> bool:
    """Whether a name is data itself: an id, a number, a day, an address, or what may be a secret."""
    forms = (_UUID, _DATE, _DATE_TIME, _EMAIL, _URI, _NUMBER, _TOKEN)
    return len(name) > LONGEST_NAME or not name.isprintable() or any(form.fullmatch(name) for form in forms)


def _format_of(texts: Sequence[str]) -> str | None:
    """The format that all texts have; none where one of them has another, or none."""
    first = next(iter(texts), None)
    for name, form in (("date-time", _DATE_TIME), ("date", _DATE), ("uuid", _UUID), ("email", _EMAIL), ("uri", _URI)):
        if first is not None and form.fullmatch(first):
            return name if all(form.fullmatch(one) and _is_there(name, one) for one in texts) else None
    return None


def _is_there(form: str, text: str) -> bool:
    """Whether such a day, and such a time, is there."""
    try:
        date.fromisoformat(text) if form == "date" else datetime.fromisoformat(text) if form == "date-time" else None
    except ValueError:
        return False
    return True


def examples_in(document: Any) -> Iterator[Any]:
    """The data that a document is an example of: several in a list, and without the envelope of EventBridge or CloudEvents."""
    for one in document if isinstance(document, list) else [document]:
        yield _without_envelope(one)


def _without_envelope(example: Any) -> Any:
    if not isinstance(example, dict):
        return example
    if {"detail-type", "detail"} <= example.keys():
        detail = example["detail"]
        of_mesh = isinstance(detail, dict) and detail.keys() == {"meta", "data"}
        return detail["data"] if of_mesh else detail
    return example["data"] if {"specversion", "source", "data"} <= example.keys() else example
