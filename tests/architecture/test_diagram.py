"""The rooms in docs/architecture.md are those of the code: its table has every import, its picture the shortest ways."""

import re
from collections.abc import Mapping

from .imports import imports_of, part_of
from .tree import ROOT, paths, python

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ADAPTERS = "adapters/"
Arrows = dict[str, set[str]]


def rooms() -> dict[str, str]:
    """How a room is called on the page, by its dotted name: every part of meshctl, and those of adapters."""
    steps = {path.removeprefix("meshctl/") for path in paths() if path.startswith("meshctl/") and path.endswith(".py")}
    tops = {step.split("/")[0] for step in steps} - {"__init__.py", "__main__.py"}
    inner = {"/".join(step.split("/")[:2]) for step in steps if step.startswith(ADAPTERS) and step.count("/") > 1}
    return {name.removesuffix(".py").replace("/", "."): name for name in tops | inner}


def imported() -> Arrows:
    names = rooms()
    arrows: Arrows = {room: set() for room in names.values()}
    for one in (one for source in python("meshctl/") for one in imports_of(source)):
        importer, wanted = part_of(one.importer, names), part_of(one.imported, names)
        if importer and wanted and importer != wanted and one.library == "meshctl":
            arrows[names[importer]].add(names[wanted])
    return arrows


def told() -> Arrows:
    """The arrows of the table."""
    rows = re.findall(
        r"^\| `([\w./]+)` \| ((?:`[\w./]+`(?:, )?)+|nothing) \|$", PAGE.partition("## The rooms")[2], re.M
    )
    return {room: set(re.findall(r"`([\w./]+)`", others)) for room, others in rows}


def drawn() -> Arrows:
    """The arrows of the picture; a room from which none leads is there as well."""
    labels = dict(re.findall(r'^  (\w+)\["([\w./]+)"\]$', PAGE, re.M))
    lines = re.findall(r"^  (\w+) --> ([\w& ]+)$", PAGE, re.M)
    return {
        **{label: set() for label in labels.values()},
        **{labels[a]: {labels[b] for b in many.split(" & ")} for a, many in lines},
    }


def reached(room: str, arrows: Mapping[str, set[str]]) -> set[str]:
    return arrows[room].union(*(reached(other, arrows) for other in arrows[room]))


def test_the_table_has_every_import_between_rooms_and_no_other() -> None:
    assert told() == imported(), "run: make docs"


def test_the_picture_shows_every_room_and_reaches_what_each_imports() -> None:
    real, shown = imported(), drawn()
    assert {room: reached(room, shown) for room in shown} == {room: reached(room, real) for room in real}, (
        "run: make docs"
    )


def test_every_arrow_of_the_picture_is_an_import() -> None:
    real = imported()
    assert [(room, other) for room, others in drawn().items() for other in others - real[room]] == []


def test_no_arrow_of_the_picture_says_what_a_longer_way_says() -> None:
    shown = drawn()
    beyond = {room: set().union(*(reached(other, shown) for other in others)) for room, others in shown.items()}
    assert [(room, other) for room, others in shown.items() for other in others & beyond[room]] == []


def test_every_room_is_in_the_order_of_reading() -> None:
    order = PAGE.partition("## The order of reading")[2].partition("\n## ")[0]
    wanted = {f"meshctl/{name}" if name.endswith(".py") else f"meshctl/{name}/" for name in rooms().values()}
    assert set(re.findall(r"\*\*`([\w./]+)`\*\*", order)) == wanted
