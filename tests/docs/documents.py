"""The documents of this repository as tests read them: their text, links, commands and marked catalogue files."""

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from tests.architecture.tree import paths

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = [ROOT / path for path in paths() if path.endswith(".md")]

_BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.M | re.S)
_MARK = re.compile(r"^<!-- (file|part|finds|sound)\b:? ?([^\n]*?) ?-->\n(?:```[a-z]+\n(.*?)^```$)?", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_PLACE = re.compile(r"^(?:docs|meshctl|modules|terraform|lambdas|examples|tests|requirements|\.ci)/[\w./-]*$")
_PLACEHOLDER = re.compile(r"\b(?:NAME|ROOM)\b")
_SOURCE = re.compile(r"^[\w/-]+\.(?:py|tf)$")


@dataclass(frozen=True)
class Mark:
    """A comment that tells a test what the block after it is: `file`, `part`, `finds` or `sound`."""

    kind: str
    about: str
    text: str


def name_of(document: Path) -> str:
    """How tests call a document: its path in the repository."""
    return document.relative_to(ROOT).as_posix()


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each fenced block."""
    return ((found["kind"], found["text"]) for found in _BLOCK.finditer(text))


def prose(text: str) -> str:
    """The document without its fenced blocks."""
    return _BLOCK.sub("", text)


def links(text: str) -> list[str]:
    """Targets of links to files of the repository and to headings; none to elsewhere."""
    return [target for target in _LINK.findall(prose(text)) if "://" not in target]


def named_paths(text: str) -> list[str]:
    """What stands in code spans and looks like a path of this repository; `NAME` and `ROOM` in it are the reader's to choose."""
    return [span for span in _spans(text) if _PLACE.match(span)]


def named_sources(text: str) -> list[str]:
    """What stands in code spans and looks like a source file."""
    return [span for span in _spans(text) if _SOURCE.match(span)]


def anchors(text: str) -> set[str]:
    """The headings as a code host makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def typed_commands(text: str) -> list[str]:
    """Command lines of meshctl in blocks of shell: whole lines, and those after a `$` prompt."""
    lines = [line for kind, block in blocks(text) if kind in ("sh", "console") for line in _joined(block)]
    stripped = [line.removeprefix("$ ") for line in lines]
    return [line for line in stripped if line.startswith("meshctl ")]


def mentioned_commands(text: str) -> list[str]:
    """Command lines of meshctl in the prose; these may leave out what a command needs."""
    return [span for span in _INLINE.findall(prose(text)) if span.startswith("meshctl ")]


def words_of(command: str) -> list[str]:
    """The words after `meshctl`, without a redirection and without what reads its output."""
    words = shlex.split(command)
    ends = [words.index(sign) for sign in (">", "|") if sign in words]
    return words[1 : min(ends, default=len(words))]


def marks(text: str) -> list[Mark]:
    """The marked blocks in order."""
    return [Mark(kind, about, block) for kind, about, block in _MARK.findall(text)]


def script(name: str) -> ModuleType:
    """The script `docs/<name>.py` as a module."""
    spec = spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _spans(text: str) -> list[str]:
    return [span for span in _INLINE.findall(prose(text)) if not _PLACEHOLDER.search(span)]


def _joined(block: str) -> list[str]:
    return block.replace("\\\n", " ").splitlines()
