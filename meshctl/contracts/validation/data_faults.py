"""What of an event's data its schema does not allow, each with its place and never with the data itself. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from json import dumps
from typing import Any

import jsonschema_rs

from meshctl.contracts.validation.compiled_schema import MOST_WAYS, compiled_schema
from meshctl.contracts.validation.most_looks import levels_of, most_looks
from meshctl.contracts.validation.written_words import Speak, as_the_form_says
from meshctl.json_schema.dialects.draft_04 import AS_WRITTEN
from meshctl.json_schema.references import value_at
from meshctl.json_schema.subschemas import Subschemas

MOST_FAULTS = 5
JUDGED_IN_FULL = 20_000
"""Bytes of data up to which all its faults are told, and not the first alone: each may hold a copy of all the data."""
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


def data_faults(schema: Any, data: Any, speak: Speak | None = None) -> list[str]:
    """The first `MOST_FAULTS` faults of data by a sound schema; none where it fits. Raises ValueError where the schema cannot judge.

    `speak` tells what the schema says in the words of its files; without it, they are those of the form.
    """
    if most_looks(schema, levels_of(data), MOST_WAYS) > MOST_WAYS:
        raise ValueError(
            "it needs its references so often at one value of data as deep as this that judging has no bound"
        )
    judge = compiled_schema(schema)
    if isinstance(judge, str):
        raise ValueError(judge)
    if judge.is_valid(data):
        if any(map(_is_whole, _numbers_with_points(data))) and _counts_as_written(schema):
            raise ValueError(
                "by its dialect 1.0 is no integer and by later ones it is, so write whole numbers without a point"
            )
        return []
    errors = judge.iter_errors(data) if len(dumps(data)) <= JUDGED_IN_FULL else _first(judge, data)
    said = speak or as_the_form_says(schema)
    return list(dict.fromkeys(_sentence(error, schema, said) for error in islice(errors, MOST_FAULTS)))


def _counts_as_written(schema: Any) -> bool:
    """Whether some integer of the schema has no point, not even before a zero, which no validator of the form can see."""
    return any(AS_WRITTEN in one for _, one in Subschemas.of(schema).objects())


def _numbers_with_points(data: Any) -> Iterator[float]:
    inside = [data]
    while inside:
        one = inside.pop()
        inside += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        if isinstance(one, float):
            yield one


def _is_whole(number: float) -> bool:
    return number.is_integer()


def _first(judge: jsonschema_rs.Draft202012Validator, data: Any) -> list[jsonschema_rs.ValidationError]:
    try:
        judge.validate(data)
    except jsonschema_rs.ValidationError as error:
        return [error]
    return []


def _sentence(error: jsonschema_rs.ValidationError, schema: Any, speak: Speak) -> str:
    place, path = _place(error.instance_path), tuple(error.schema_path)
    keyword, said = str(path[-1]) if path else "", value_at(schema, path)
    if keyword == "required":
        return f"{place} has no {str(error.kind.as_dict()['property']).strip(chr(34))}"
    if said is False and keyword in ("additionalProperties", "unevaluatedProperties"):
        return f"{place} has fields that the schema does not allow"
    if said is False:
        return f"{place} is not allowed"
    return f"{place} is not as the schema says: {speak(path)}"


def _place(steps: Iterable[str | int]) -> str:
    """Names of fields; any other name may be data itself."""
    return "data" + "".join(f"[{step}]" if isinstance(step, int) else _name(step) for step in steps)


def _name(step: str) -> str:
    return f".{step}" if _FIELD.fullmatch(step) else "[...]"
