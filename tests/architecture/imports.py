"""Which file imports what, and which of it is against the rules. Reads syntax trees; imports nothing of meshctl."""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .tree import Source

PRODUCT = "meshctl"
PURE_TEXT = "urllib.parse"
"""Only takes texts apart, in a library that fetches."""


@dataclass(frozen=True)
class Import:
    """An import statement: the file it stands in, the importing module and the imported one, dotted."""

    path: str
    line: int
    importer: str
    imported: str

    @property
    def library(self) -> str:
        """The top name of what is imported."""
        return self.imported.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.imported}"


@cache
def imports_of(source: Source) -> tuple[Import, ...]:
    """All imports of a file, those inside functions and under TYPE_CHECKING included."""
    nodes = (node for node in ast.walk(source.tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return tuple(
        Import(source.path, node.lineno, source.module, imported)
        for node in nodes
        for imported in _imported(node, source)
    )


def _imported(node: ast.Import | ast.ImportFrom, source: Source) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    package = source.module if source.path.endswith("__init__.py") else source.module.rpartition(".")[0]
    for _ in range(node.level - 1):
        package = package.rpartition(".")[0]
    start = ".".join(filter(None, (package, node.module))) if node.level else node.module
    yield from (f"{start}.{alias.name}" for alias in node.names)  # the name may be a module of the package


def between_modules(found: Iterable[Import], modules: Iterable[str]) -> dict[str, set[str]]:
    """Which of the modules each of them imports, by their names within the product."""
    arrows: dict[str, set[str]] = {_within(module): set() for module in modules}
    for one in found:
        importer, imported = _within(one.importer), part_of(one.imported, arrows)
        if imported and imported != importer:
            arrows[importer].add(imported)
    return arrows


def between_rooms(arrows: Mapping[str, Collection[str]], rooms: Collection[str]) -> dict[str, set[str]]:
    """Which rooms each room imports, of what its modules import; a room and those within it are one house."""
    found: dict[str, set[str]] = {}
    for importer, imported in ((one, other) for one, others in arrows.items() for other in others):
        room, other = part_of(importer, rooms), part_of(imported, rooms)
        if room and other and not (_is_below(room, other) or _is_below(other, room)):
            found.setdefault(room, set()).add(other)
    return found


def against_the_arrows(found: Iterable[Import], table: Mapping[str, Collection[str]]) -> list[Import]:
    """Imports within the product that `table` does not allow; the longest key that fits a module decides."""
    return [one for one in found if one.library == PRODUCT and not _points_inward(one, table)]


def _points_inward(one: Import, table: Mapping[str, Collection[str]]) -> bool:
    part = part_of(one.importer, table)
    wanted = _within(one.imported)
    return part is not None and any(_is_below(wanted, allowed) for allowed in (part, *table[part]))


def part_of(module: str, table: Collection[str]) -> str | None:
    """The most exact key of `table` that `module` lies in."""
    name = _within(module)
    return max((key for key in table if _is_below(name, key)), key=len, default=None)


def without_a_door(found: Iterable[Import], doors: Mapping[str, Collection[str]]) -> list[Import]:
    """Imports of third-party libraries elsewhere than in the files or directories that `doors` names for them."""
    foreign = (one for one in found if one.library not in {*sys.stdlib_module_names, PRODUCT, "meshkit"})
    return [one for one in foreign if not one.path.startswith(tuple(doors.get(one.library, ())))]


def effects_in(found: Iterable[Import], parts: Collection[str], effects: Collection[str]) -> list[Import]:
    """Imports of modules with effects in parts that are pure."""
    effective = (one for one in found if one.library in effects and not _is_below(one.imported, PURE_TEXT))
    return [one for one in effective if part_of(one.importer, parts)]


def _within(module: str) -> str:
    return module.removeprefix(f"{PRODUCT}.")


def _is_below(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")
