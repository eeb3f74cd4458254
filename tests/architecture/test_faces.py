"""Every room has a face: its `__init__` says what the room gives, and which of its files to read in which order."""

import ast
import re
from collections.abc import Callable, Iterable

import pytest

from .tree import Source, python

SOURCES = python("meshctl/", "lambdas/meshkit/")
ALIKE = {
    "meshctl/adapters/local_aws/adaptations",
    "meshctl/checks",
    "meshctl/cli/check",
    "meshctl/cli/deploy",
    "meshctl/cli/events",
    "meshctl/cli/tell",
    "meshctl/cli/write",
    "meshctl/report",
    "meshctl/report/events",
    "meshctl/report/findings",
    "meshctl/results",
    "meshctl/results/events",
    "meshctl/results/things",
}
"""Rooms whose files are named after what each of them answers, and may be read in any order."""
UNTOLD = {"__init__", "__main__", "errors", "options", "ports"}
"""Files that need no telling."""
Judge = Callable[[Iterable[Source]], list[str]]
SPAN = re.compile(r"`([^`]+)`")
WORD = re.compile(r"[a-z0-9_]+")


def faces(sources: Iterable[Source]) -> dict[str, str]:
    """What each room says of itself."""
    inits = [source for source in sources if source.path.endswith("/__init__.py")]
    return {source.path.rpartition("/")[0]: ast.get_docstring(source.tree) or "" for source in inits}


def untold(sources: Iterable[Source]) -> list[str]:
    """Files that the face of their room does not name."""
    told = faces(sources)
    files = [source.path.removesuffix(".py").rpartition("/") for source in sources]
    rooms = [(room, name) for room, _, name in files if name not in UNTOLD and room not in ALIKE]
    return [f"{room}/{name}.py" for room, name in rooms if name not in WORD.findall(" ".join(SPAN.findall(told[room])))]


def unknown(sources: Iterable[Source]) -> list[str]:
    """Words in a face that occur in none of its room's files, nor in a name of one."""
    texts: dict[str, str] = {}
    for source in sources:
        room, _, name = source.path.rpartition("/")
        above, _, inner = room.rpartition("/")
        text = (
            source.text
            if name != "__init__.py"
            else source.text.replace(ast.get_docstring(source.tree, clean=False) or "", "")
        )
        texts[room] = f"{texts.get(room, '')} {name} {text}"
        texts[above] = f"{texts.get(above, '')} {inner}"
    words = [
        (room, word) for room, face in faces(sources).items() for word in SPAN.findall(face) if WORD.fullmatch(word)
    ]
    return [f"{room}: {word}" for room, word in words if not re.search(rf"\b{word}\b", texts.get(room, ""))]


def test_every_room_says_what_it_gives() -> None:
    assert [room for room, face in faces(SOURCES).items() if not face] == []


def test_a_face_names_every_file_of_its_room() -> None:
    assert untold(SOURCES) == []


def test_a_face_names_nothing_that_is_not_there() -> None:
    assert unknown(SOURCES) == []


def test_the_rooms_whose_files_are_alike_are_there() -> None:
    assert set(faces(SOURCES)) >= ALIKE


@pytest.mark.parametrize(
    ("face", "judge", "found"),
    [
        ("Names.", untold, "meshctl/topology/names.py"),
        ("Read `name`.", untold, "meshctl/topology/names.py"),
        ("Read `names`, then `naming`.", unknown, "meshctl/topology: naming"),
    ],
)
def test_a_face_that_does_not_fit_is_found(face: str, judge: Judge, found: str) -> None:
    sources = [
        Source("meshctl/topology/__init__.py", f'"""{face}"""\n'),
        Source("meshctl/topology/names.py", "x = 1\n"),
    ]
    assert found in judge(sources)
