"""What the metaschema of a dialect refuses in a schema. A door to jsonschema-rs, which carries the metaschemas within itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from meshctl.catalogue.documents.json_files import Fault
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.uris import without_fragment
from meshctl.json_schema.keywords.values_that_fit import value_meant

_ONE_OF_THE_LIST = "one of the list is no schema: mend that one"


def metaschema_faults(schema: Any, dialect: Dialect, *, in_full: bool) -> Iterator[Fault]:
    """What is wrong with a schema by its dialect: the first of it, or all."""
    metaschema = _metaschema(dialect.metaschema)
    if metaschema.is_valid(schema):
        return
    errors = metaschema.iter_errors(schema) if in_full else _first_error(metaschema, schema)
    # Every vocabulary of a metaschema says its own about one and the same value; the first will do.
    for path, error in {tuple(error.instance_path): error for error in reversed(list(errors))}.items():
        listed = path[-1:] == ("items",) and isinstance(error.instance, list) and dialect.items_may_be_listed
        help_ = _ONE_OF_THE_LIST if listed else value_meant(path, error.instance) or _wanted(error, dialect)
        yield path, f"{shortened_json(error.instance)} does not fit here", help_


def is_address(identity: str) -> bool:
    """Whether a schema may be called so: no metaschema looks whether that is a URI, and nobody could judge by one that is none."""
    try:
        jsonschema_rs.Draft202012Validator({"$id": without_fragment(identity)[0]})
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True


def _first_error(metaschema: jsonschema_rs.Validator, schema: Any) -> list[jsonschema_rs.ValidationError]:
    try:
        metaschema.validate(schema)
    except jsonschema_rs.ValidationError as error:
        return [error]
    return []


@cache
def _metaschema(address: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({"$schema": address, "$ref": address}, validate_formats=False)


def _wanted(error: jsonschema_rs.ValidationError, dialect: Dialect) -> str:
    keyword = error.instance_path[-1] if error.instance_path else "a schema"
    written = f"JSON Schema {dialect.name}" if dialect.name[0] in "2d" else dialect.name
    return f"`{keyword}` is something else in {written}: {error.message[-200:]}"
