"""Use case: a schema of any dialect as one of JSON Schema 2020-12 that stands on its own."""

from collections.abc import Iterator
from copy import deepcopy
from json import dumps
from typing import Any

from meshctl.app.schemas.judge_schema import judge_schema
from meshctl.errors import MeshctlError
from meshctl.json_schema.dialects.draft_04 import AS_WRITTEN
from meshctl.json_schema.subschemas import Subschemas
from meshctl.model.schemas import Schema
from meshctl.results.events.judged_schema import ConvertedSchema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINITION = "#/$defs/"


def convert_schema(schema: Schema) -> ConvertedSchema:
    """The form that everybody judges by, and what it says otherwise than the file. Raises `MeshctlError`."""
    if schema.faults:
        first = schema.faults[0]
        raise MeshctlError(f"{first.place}: {first.message}", first.help)
    lost = tuple(one for one in judge_schema(schema).findings if one.check == "keyword-without-effect")
    return ConvertedSchema(
        form_of_file(schema), (*_otherwise(schema), *(f"{one.place}: {one.message}" for one in lost))
    )


def _otherwise(schema: Schema) -> Iterator[str]:
    """What 2020-12 cannot say as the file says it."""
    if any(AS_WRITTEN in one for _, one in Subschemas.of(schema.data).objects()):
        yield f"{schema.path}: for {schema.dialect}, 1.0 is no integer; for JSON Schema 2020-12 it is one"


def form_of_file(schema: Schema) -> Any:
    """The form of a sound schema as a file of its own, which names its dialect first."""
    form = _opened(_unmarked(schema.data))
    return (
        {"$schema": _DIALECT, **{key: value for key, value in form.items() if key != "$schema"}}
        if isinstance(form, dict)
        else form
    )


def _unmarked(form: Any) -> Any:
    """The form without what only meshctl knows."""
    copied = deepcopy(form)
    for _, one in Subschemas.of(copied).objects():
        one.pop(AS_WRITTEN, None)
    return copied


def _opened(form: Any) -> Any:
    """The form, or what it refers to where it only refers to one of its definitions, and nobody else does."""
    if (
        not isinstance(form, dict)
        or form.keys() - {"$schema"} != {"$ref", "$defs"}
        or not form["$ref"].startswith(_DEFINITION)
    ):
        return form
    name = form["$ref"].removeprefix(_DEFINITION)
    others = {key: value for key, value in form["$defs"].items() if key != name}
    inner = form["$defs"].get(name)
    if not isinstance(inner, dict) or "$defs" in inner or dumps(form["$ref"]) in dumps([inner, others]):
        return form
    return {**inner, **({"$defs": others} if others else {})}
