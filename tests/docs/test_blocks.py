"""Blocks of JSON and Python in the documents can be read as what they say they are, and import what is there."""

import ast
import json
from collections.abc import Callable
from importlib import import_module
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


def imports(text: str) -> list[tuple[str, str]]:
    """What blocks of Python import of meshctl and of meshkit: modules, and names in them."""
    trees = [ast.parse(block) for kind, block in blocks(text) if kind == "python"]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in nodes if str(node.module).split(".")[0] in ("meshctl", "meshkit")]
    return [(str(node.module), alias.name) for node in ours for alias in node.names]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_what_a_block_imports_of_ours_is_there(document: Path) -> None:
    found = imports(document.read_text("utf-8"))
    assert [(module, name) for module, name in found if not hasattr(import_module(module), name)] == []


def test_imports_in_blocks_are_seen() -> None:
    text = "```python\nimport sys\nfrom meshctl.patterns import Pattern\nfrom json import loads\n```\n"
    assert imports(text) == [("meshctl.patterns", "Pattern")]


@pytest.mark.parametrize("block", ['```json\n{"a": 1,}\n```\n', "```python\ndef\n```\n"])
def test_a_broken_block_is_found(block: str) -> None:
    assert len(unreadable(block)) == 1
