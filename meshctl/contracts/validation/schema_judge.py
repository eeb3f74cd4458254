"""Judges data by one schema, as jsonschema-rs does, and says of a refusal what a program has to know of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import jsonschema_rs

from meshctl.contracts.validation.compiled_schema import compiled_schema
from meshctl.contracts.validation.most_looks import most_looks, refers

MOST_LOOKS = 1_000
"""Looks at one value of the data that judging may need, where it is asked for hundreds of times."""


@dataclass(frozen=True, slots=True)
class SchemaRefusal:
    """One reason why a schema refuses data."""

    _error: jsonschema_rs.ValidationError

    @property
    def kind(self) -> str:
        """What is wrong, such as `Required` or `AnyOf`."""
        return type(self._error.kind).__name__

    @property
    def places(self) -> list[tuple[str | int, ...]]:
        """Where: the place of the value, or of each property in it that is missing or too many."""
        place = tuple(self._error.instance_path)
        return [(*place, name) for name in self._properties] or [place]

    @property
    def alternatives(self) -> Iterator[list["SchemaRefusal"]]:
        """For each alternative, where one should have taken the data, why that one refuses it."""
        for errors in getattr(self._error.kind, "context", None) or ():
            yield [SchemaRefusal(error) for error in errors]

    @property
    def _properties(self) -> list[str]:
        if self.kind == "Required" and self._error.schema_path[-1] == "required":
            return [self._error.kind.as_dict()["property"]]
        return [*self._error.kind.as_dict()["unexpected"]] if self.kind == "AdditionalProperties" else []


class SchemaJudge:
    """Judges by one schema, hundreds of times."""

    def __init__(self, compiled: jsonschema_rs.Draft202012Validator) -> None:
        self._compiled = compiled

    @classmethod
    def of(cls, schema: Any, *, formats: bool = False) -> Self | None:
        """One for a schema by which data `is_judged_soon`; by formats as well, if they count. None where nothing can judge."""
        compiled = compiled_schema(schema, formats=formats)
        return None if isinstance(compiled, str) else cls(compiled)

    def allows(self, data: Any) -> bool | None:
        """Whether the data is valid; None where it is none that JSON can spell."""
        try:
            return self._compiled.is_valid(data)
        except ValueError:  # a lone surrogate
            return None

    def refusals(self, data: Any) -> Iterator[SchemaRefusal]:
        """Why the data is refused."""
        return map(SchemaRefusal, self._compiled.iter_errors(data))


def is_judged_soon(schema: Any, levels: int) -> bool:
    """Whether judging looks at no value of so many levels too often, as only a schema with references can have it."""
    return not refers(schema) or most_looks(schema, levels, MOST_LOOKS) <= MOST_LOOKS
