"""Whether small values are valid under one schema, as jsonschema-rs says; made ready only if it is asked, and asked a few times."""

from typing import Any

import jsonschema_rs

from meshctl.contracts.validation.compiled_schema import MOST_WAYS, compiled_schema
from meshctl.contracts.validation.most_looks import levels_of, most_looks, refers
from meshctl.json_schema.lazy import lazy

MOST_ASKED, DEEPEST = 30, 60
"""Values that are judged, and levels that one may have."""


class Validator:
    """Judges values by one schema."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._left = MOST_ASKED

    def holds(self, value: Any) -> bool | None:
        """Whether the value is valid; None where judging has no bound, or the value is none that JSON can spell."""
        self._left -= 1
        if self._left < 0 or levels_of(value) > DEEPEST or isinstance(self._compiled, str):
            return None
        try:
            return self._compiled.is_valid(value)
        except ValueError:  # a lone surrogate
            return None

    @lazy
    def _compiled(self) -> jsonschema_rs.Draft202012Validator | str:
        if refers(self._schema) and most_looks(self._schema, DEEPEST, MOST_WAYS) > MOST_WAYS:
            return "it needs its references so often that judging by it has no bound"
        return compiled_schema(self._schema)
