"""Whether one plain text fits an expression, as jsonschema-rs says: for expressions that nothing else here reads. Bounded."""

from functools import lru_cache

import jsonschema_rs

from meshctl.contracts.validation.compiled_schema import compiled_schema

LONGEST = 1_000
"""Letters of a text, and of an expression."""


@lru_cache(4_000)
def fits_as_tried(expression: str, text: str) -> bool | None:
    """None for texts that dialects of expressions read differently, for long ones, and where the expression gives up."""
    if max(len(expression), len(text)) > LONGEST or not (text.isascii() and text.isprintable()):
        return None
    judging = _judging(expression)
    kinds = None if judging is None else [type(error.kind).__name__ for error in judging.iter_errors(text)]
    return None if kinds is None or kinds not in ([], ["Pattern"]) else not kinds


@lru_cache(200)
def _judging(expression: str) -> jsonschema_rs.Draft202012Validator | None:
    compiled = compiled_schema({"pattern": expression})
    return None if isinstance(compiled, str) else compiled
