"""Reads TOML that other tools have written: each text once, however many functions hold it. Pure."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from meshctl.errors import PackagingFailed

MOST_KEPT = 8
"""Texts: a lock of twenty packages takes 10 ms to read (measured), and is asked for its origin and for its pins."""


def read_toml(name: str, text: str, way_out: str) -> Mapping[str, Any]:
    """What a file of that name says, to be looked at and not to be changed. Raises `PackagingFailed` for what is no TOML."""
    try:
        return _read(text)
    except (ValueError, RecursionError) as error:
        raise PackagingFailed(f"{name} is not valid TOML", way_out) from error


@lru_cache(MOST_KEPT)
def _read(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)
