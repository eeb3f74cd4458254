"""What a package needs so that meshkit can hold an event's data against its schema: a pinned validator, and the schemas. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from json import dumps
from typing import Any

from meshctl.errors import PackagingFailed
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.requirements import Pin

SCHEMAS = "mesh_schemas.json"
"""Where meshkit looks for them (`lambdas/meshkit/validating.py`): the schema of each event by its detail-type."""


def with_validator(sources: FunctionSources, validator: Pin, schemas: Mapping[str, Any]) -> FunctionSources:
    """The sources with the validator and the schemas, by detail-type. A function that pins the validator itself keeps its version.

    Raises `PackagingFailed` where the function has a file of that name.
    """
    if SCHEMAS in sources.own:
        raise PackagingFailed(f"{sources.place} has a {SCHEMAS} of its own", "rename it: schemas of events go there")
    text = dumps(schemas, sort_keys=True, separators=(",", ":")).encode()
    return replace(sources, own={**sources.own, SCHEMAS: text}, added=(*sources.added, validator))
