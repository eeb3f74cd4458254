"""Blocks of JSON and Python in the documents can be read as what they say they are."""

import ast
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .documents import DOCUMENTS, blocks, name_of

READERS: dict[str, Callable[[str], object]] = {"json": json.loads, "python": ast.parse}


def unreadable(text: str) -> list[str]:
    found = []
    for kind, block in blocks(text):
        try:
            READERS.get(kind, str)(block)
        except (ValueError, SyntaxError) as error:
            found.append(f"{kind}: {error}")
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_block_is_what_it_says(document: Path) -> None:
    assert unreadable(document.read_text("utf-8")) == []


@pytest.mark.parametrize("block", ['```json\n{"a": 1,}\n```\n', "```python\ndef\n```\n"])
def test_a_broken_block_is_found(block: str) -> None:
    assert len(unreadable(block)) == 1
