"""Whether a schema says anything of an event's data, which is always an object. Pure; reads the form that is 2020-12."""

from collections.abc import Iterator
from typing import Any

from meshctl.json_schema.keywords.idle import Told
from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.json_schema.references import References

_SAID = (
    "properties",
    "patternProperties",
    "required",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
)
"""Keywords that say something of objects unless they are empty."""
_SAID_ANYHOW = (
    *("additionalProperties", "unevaluatedProperties", "propertyNames", "maxProperties", "enum", "const"),
    *("$dynamicRef", "$recursiveRef"),
)
"""Keywords that say something of objects, be it that all is allowed on purpose, or lead somewhere that is not looked at."""
_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


def nothing_promised(form: Any, written: Any) -> Told | None:
    """What is wrong with a schema that promises nothing; `form` is what it says in 2020-12, `written` what stands in its file."""
    if allows_no_object(form):
        message = "this allows no object, and the data of an event is always one"
        return (), message, "describe an object: its fields stand below `properties`"
    if _describes_envelope(form):
        message = "this describes a whole event as EventBridge delivers it, and promises nothing of the event's data"
        return (), message, "write the schema of what is in `detail` alone into the file"
    return ((), *_silence(written)) if says_nothing(form) else None


def _describes_envelope(form: Any) -> bool:
    fields = form.get("properties") if isinstance(form, dict) else None
    return isinstance(fields, dict) and {"source", "detail-type", "detail"} <= fields.keys()


def _silence(written: Any) -> tuple[str, str]:
    nothing = "this promises nothing of the event's data"
    if (look := looks_like(written)) is not None:
        return f"{nothing}: it looks like {look[0]}", look[1]
    for container in ("$defs", "definitions"):
        if isinstance(written, dict) and written.get(container) and not _refers(written):
            return (
                f"{nothing}: it refers to none of its `{container}`",
                f'say which it is: {{"$ref": "#/{container}/NAME"}}',
            )
    return (
        f"{nothing}: any is allowed",
        "describe its fields below `properties`, or say `additionalProperties: true` if any is meant",
    )


def _refers(schema: Any) -> bool:
    """Whether it leads to another schema of the same value."""
    return any(isinstance(one, dict) and not _REFERENCES.isdisjoint(one) for one in _of_the_data(schema))


def says_nothing(schema: Any) -> bool:
    """Whether every object is allowed and none of its fields described, and nobody said that this is meant so."""
    return not any(map(_says_something, _of_the_data(schema)))


def allows_no_object(schema: Any) -> bool:
    """Whether a type is demanded that no event's data has."""
    return any("object" not in _types(one) for one in _demanded(schema))


def _says_something(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return schema is not True
    return (
        any(schema.get(keyword) for keyword in _SAID)
        or any(keyword in schema for keyword in _SAID_ANYHOW)
        or schema.get("not", False) is not False
        or "object" not in _types(schema)
    )


def _types(schema: Any) -> Any:
    if schema is False or (isinstance(schema, dict) and schema.get("not") in ({}, True)):
        return []
    types = schema.get("type", ["object"]) if isinstance(schema, dict) else ["object"]
    return [types] if isinstance(types, str) else types


def _of_the_data(schema: Any) -> Iterator[Any]:
    """The schema and all that looks at the same value."""
    return _along(schema, ("allOf", "anyOf", "oneOf"), ("if", "then", "else"))


def _demanded(schema: Any) -> Iterator[Any]:
    """The schema and all that holds for the same value in any case."""
    return _along(schema, ("allOf",), ())


def _along(schema: Any, listed: tuple[str, ...], alone: tuple[str, ...]) -> Iterator[Any]:
    references, waiting, seen = References(schema), [schema], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen and isinstance(one, dict):
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, dict):
            waiting += [inner for key in listed for inner in one.get(key, ())]
            waiting += [one[key] for key in alone if key in one]
            waiting += [references.target(one["$ref"])] if "$ref" in one else []
