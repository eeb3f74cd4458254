"""Tables of kinds of channels and sources: names of several kinds gathered in one tuple, set, list, mapping or union."""

import ast
from collections.abc import Collection, Iterator

from .tree import Source

FEWEST = 2
"""Names from which on a gathering is a table."""


def tables_of_kinds(source: Source, names: Collection[str], classes: Collection[str]) -> list[str]:
    """`path:line names` for every display that gathers names of kinds, and every union of their classes."""
    found: list[str] = []
    for node in ast.walk(source.tree):
        gathered = {one for one in _texts(node) if one in names} | {one for one in _united(node) if one in classes}
        if len(gathered) >= FEWEST:
            found.append(f"{source.path}:{getattr(node, 'lineno', 0)} {', '.join(sorted(gathered))}")
    return found


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts that stand in a display, as its items, its keys or its values."""
    items: list[ast.expr | None] = []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        items = [*node.elts]
    elif isinstance(node, ast.Dict):
        items = [*node.keys, *node.values]
    elif isinstance(node, ast.MatchOr):
        items = [pattern.value for pattern in node.patterns if isinstance(pattern, ast.MatchValue)]
    yield from (item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str))


def _united(node: ast.AST) -> Iterator[str]:
    """The classes of a union, `Queue | Topic`, and those that `isinstance(..., (Queue, Topic))` asks for."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        for side in (node.left, node.right):
            yield from _united(side)
            yield from [side.id] if isinstance(side, ast.Name) else ()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
        asked = node.args[-1]
        yield from (one.id for one in getattr(asked, "elts", ()) if isinstance(one, ast.Name))
