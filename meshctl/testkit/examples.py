"""Examples of an event's data: allowed by its schema, and let pass by a filter. Pure."""

from collections.abc import Mapping
from typing import Any

from meshctl.contracts.filters.judge import judge
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.patterns import Pattern


def example_of(schema: Any, where: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Data that a sound schema allows and `where` lets pass; None where none was found."""
    patterns = [where] if where else [_required(schema), {"": [{"exists": False}]}]
    for pattern in filter(None, patterns):
        witness = judge(Pattern.parse(pattern), schema).witness
        if witness is not None and _is_allowed(schema, witness):
            return witness
    return {} if not where and _is_allowed(schema, {}) else None


def _required(schema: Any) -> dict[str, Any]:
    """A pattern that wants what the schema requires."""
    required = schema.get("required", ()) if isinstance(schema, Mapping) else ()
    return {name: [{"exists": True}] for name in required}


def _is_allowed(schema: Any, data: Mapping[str, Any]) -> bool:
    try:
        return not data_faults(schema, data)
    except ValueError:  # nobody can judge by it, and so nobody says no
        return True
