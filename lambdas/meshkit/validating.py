"""Holds what is published against the schema of its event. It imports the validator only once something is published.

Both are in the package where the catalogue says `validate: true`: jsonschema-rs, and the schemas in `mesh_schemas.json`. Nothing is
fetched, and expressions are bounded: those that take more than time in proportion to the text give up after so many steps.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from meshkit.errors import InvalidData

SCHEMAS = Path(__file__).parent.parent / "mesh_schemas.json"


def refuse_invalid(detail_type: str, detail: str) -> None:
    """Raises InvalidData where the schema of the event does not allow its data: with the place and the keyword, without the data."""
    from jsonschema_rs import ValidationError  # noqa: PLC0415  late: it is there only where the catalogue says so

    try:
        _judge(str(SCHEMAS), detail_type).validate(json.loads(detail)["data"])
    except ValidationError as error:
        raise InvalidData(f"{detail_type}: {_told(error)}") from None


@cache
def _judge(path: str, detail_type: str) -> Any:
    from jsonschema_rs import Draft202012Validator, FancyRegexOptions  # noqa: PLC0415

    bounds = FancyRegexOptions(backtrack_limit=100_000, size_limit=1_000_000, dfa_size_limit=1_000_000)
    schema = json.loads(Path(path).read_text("utf-8"))[detail_type]
    return Draft202012Validator(schema, retriever=_refuse, pattern_options=bounds)


def _refuse(_: str) -> NoReturn:
    raise ValueError("nothing is fetched")


def _told(error: Any) -> str:
    """Names of fields may be data themselves: those alone are told that the schema names on the way to the rule."""
    rule = error.schema_path
    steps = (step for step in error.instance_path if isinstance(step, int) or step in rule)
    place = "data" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if rule and rule[-1] == "required":
        return f"{place} has no {error.kind.as_dict()['property']}"
    return f"{place} is not as its schema says ({'/'.join(map(str, rule[-2:]))})"
