"""Use case: the schemas that a function holds against what it publishes. Pure."""

from collections.abc import Mapping
from typing import Any

from meshctl.contracts.validation.compiled_schema import compiled_schema
from meshctl.errors import PackagingFailed
from meshctl.model.mesh import Mesh


def schemas_of(mesh: Mesh, function: str) -> Mapping[str, Any]:
    """The schema of each event that the service of `system/service/function` publishes, by `OrderPlaced.v1`; an event without one may hold anything.

    Raises `PackagingFailed` for one by which nobody could judge within bounds.
    """
    service = next(one for one in mesh.services if one.key == function.rpartition("/")[0])
    schemas = {event.detail_type: mesh.schemas.get(event.schema) for event in service.events}
    for schema in schemas.values():
        if schema and isinstance(reason := compiled_schema(schema.data), str):
            raise PackagingFailed(
                f"{schema.path} cannot judge what is published: {reason}", "make it plainer, or say validate: false"
            )
    return {detail_type: schema.data if schema else True for detail_type, schema in schemas.items()}
