"""How long files, functions and Terraform blocks are."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from .tree import Source

_BLOCK_BEGINS = re.compile(r"^[a-z_]+( \"[^\"]+\")* \{$")


def too_long_file(source: Source, most: int) -> list[str]:
    """The file, if it has more than `most` lines."""
    count = len(source.text.splitlines())
    return [f"{source.path}: {count} lines"] if count > most else []


def too_full_rooms(paths: Iterable[str], most: int) -> list[str]:
    """Directories with more than `most` modules; `__init__` and what lies deeper does not count."""
    modules = (path.rpartition("/") for path in paths)
    rooms = Counter(room for room, _, name in modules if name.endswith(".py") and name != "__init__.py")
    return [f"{room}: {count} files" for room, count in rooms.items() if count > most]


def too_long_functions(source: Source, most: int) -> list[str]:
    """Functions of more than `most` lines, decorators and docstring counted."""
    return [f"{source.path}:{line} {name}: {count} lines" for line, name, count in _functions(source) if count > most]


def median_function(sources: Iterable[Source]) -> float:
    """The lines of the function that half of all functions are shorter than."""
    return median(count for source in sources for _, _, count in _functions(source))


def too_long_blocks(source: Source, most: int) -> list[str]:
    """Top-level Terraform blocks of more than `most` lines (the form of `terraform fmt` is relied on)."""
    return [f"{source.path}:{line}: {count} lines" for line, count in _blocks(source.text) if count > most]


def _functions(source: Source) -> Iterator[tuple[int, str, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            start = min((node.lineno, *(one.lineno for one in node.decorator_list)))
            yield start, node.name, (node.end_lineno or start) - start + 1


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for number, line in enumerate(text.splitlines(), 1):
        if _BLOCK_BEGINS.match(line):
            start = number
        elif line == "}" and start:
            yield start, number - start + 1
            start = 0
