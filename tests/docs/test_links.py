"""What the documents point to is there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.tree import paths

from .documents import DOCUMENTS, ROOT, anchors, links, name_of, named_paths, named_sources

CODE = [path for part in ("meshctl", "lambdas", "modules", "terraform") for path in (ROOT / part).rglob("*.*")]
DOCUMENT_IN_CODE = re.compile(rb"\bdocs/[\w./-]+\.md\b")
TRACKED = [f"/{path}" for path in paths()]
# The others let their readers write files.
ABOUT_THE_CODE = [path for path in DOCUMENTS if not name_of(path).startswith(("docs/tutorial.md", "docs/how-to/"))]
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


def broken(document: Path, text: str) -> list[str]:
    return [target for target in links(text) if not leads_somewhere(document, target)]


def leads_somewhere(document: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = (document.parent / path).resolve() if path else document
    if not file.exists() or not file.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(file.read_text("utf-8"))


def ends_so(name: str) -> Callable[[str], bool]:
    return lambda path: path.endswith(f"/{name}")


@every_document
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    assert broken(document, document.read_text("utf-8")) == []


@every_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    assert [path for path in named_paths(document.read_text("utf-8")) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", ABOUT_THE_CODE, ids=name_of)
def test_every_source_file_that_is_named_in_short_exists(document: Path) -> None:
    """As `buses.py` or `event_bridge/buses.py`, where the text has said which directory it speaks of."""
    assert [name for name in named_sources(document.read_text("utf-8")) if not any(map(ends_so(name), TRACKED))] == []


@pytest.mark.parametrize("link", ["nowhere.md", "why.md#no-such-heading", "#no-such-heading", "../../etc/hosts"])
def test_a_broken_link_is_found(link: str) -> None:
    assert broken(ROOT / "docs" / "why.md", f"# Why\n\nSee [this]({link}).\n") == [link]


def test_every_document_that_the_code_names_exists() -> None:
    sources = [*(path for path in CODE if path.suffix in (".py", ".tf", ".json")), ROOT / "pyproject.toml"]
    named = {found.decode() for source in sources for found in DOCUMENT_IN_CODE.findall(source.read_bytes())}
    assert named
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_every_decision_tells_its_four_parts() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    parts = ("Status: ", "## Context", "## Decision", "## Consequences")
    lacking = [path.name for path in decisions if not all(part in path.read_text("utf-8") for part in parts)]
    assert decisions
    assert lacking == []
