"""How the files of a schema say what its form says: by which keyword, with which value, and in which of them. Pure."""

from collections.abc import Callable, Mapping
from json import dumps
from typing import Any

from meshctl.json_schema.references import pointer_to, value_at
from meshctl.model.schemas import Keys, Schema

Speak = Callable[[Keys], str]
"""What is said where a path of the form leads."""
_MOST_SHOWN = 60
_OTHERWISE = {
    "prefixItems": ("items",),
    "dependentRequired": ("dependencies",),
    "dependentSchemas": ("dependencies",),
    "$ref": ("$dynamicRef", "$recursiveRef"),
}
"""How older dialects call a keyword of the form."""
_WITH = {
    "exclusiveMinimum": ("minimum", "exclusiveMinimum"),
    "exclusiveMaximum": ("maximum", "exclusiveMaximum"),
    "type": ("type", "nullable"),
}
"""Keywords that some dialects say with two, of which one is a boolean."""
_HIDDEN = ("allOf", 0, "not")
"""How the form begins what 2019-09 says by `contains`, of which nothing may be evaluated."""


def as_the_form_says(form: Any) -> Speak:
    """Of a schema that nobody knows the files of."""
    return lambda path: _shown({str(path[-1]): value_at(form, path)}) if path else "nothing"


def as_the_files_say(schema: Schema) -> Speak:
    """Of a sound schema: in its own words, and where another file says it, with that."""
    form = as_the_form_says(schema.data)
    if schema.written is None:
        return form
    written = schema.written

    def is_hidden(path: Keys) -> bool:
        steps = path[-len(_HIDDEN) :]
        return steps[::2] == _HIDDEN[::2] and written(schema.origin(path[:-1])) is None

    def speak(path: Keys) -> str:
        at = (*path[: -len(_HIDDEN)], "contains") if is_hidden(path) else path
        file, keys = schema.origin(at[:-1])
        holder = written((file, keys))
        said = _words(str(at[-1]), holder) if at and isinstance(holder, dict) else {}
        where = f" ({file}{pointer_to(keys)})" if file != schema.path else ""
        return (_shown(said) if said else form(path)) + (where if len(where) <= _MOST_SHOWN else f" ({file})")

    return speak


def _words(keyword: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """What the schema of a file says for a keyword of the form; nothing where it does not stand there like that."""
    both = _WITH.get(keyword, ())
    if any(schema.get(one) is True for one in both):
        return {one: schema[one] for one in both if one in schema}
    if keyword == "items" and isinstance(schema.get("items"), list):
        keyword = "additionalItems"
    names = [one for one in (keyword, *_OTHERWISE.get(keyword, ())) if one in schema]
    return {names[0]: schema[names[0]]} if names else {}


def _shown(said: Mapping[str, Any]) -> str:
    text = ", ".join(f"{keyword} {dumps(value, ensure_ascii=False)}" for keyword, value in said.items())
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 3] + "..."
