"""Calls and attributes that a rule keeps to few files: talking, running programs, importing by name."""

import ast
from collections.abc import Collection, Iterable

from .tree import Source


def uses(source: Source, wanted: Collection[str]) -> list[str]:
    """`path:line name` for every name or dotted name of `wanted` that the file uses, also under another module name."""
    aliases = _aliases(source.tree)
    found: list[str] = []
    for node in ast.walk(source.tree):
        name = _dotted(node, aliases)
        if name in wanted:
            found.append(f"{source.path}:{getattr(node, 'lineno', 0)} {name}")
    return found


def uses_elsewhere(sources: Iterable[Source], wanted: Collection[str], doors: tuple[str, ...]) -> list[str]:
    """What `uses` finds in files that lie behind none of the doors."""
    return [found for source in sources if not source.path.startswith(doors) for found in uses(source, wanted)]


def _aliases(tree: ast.Module) -> dict[str, str]:
    """What local names stand for: `from sys import stdout as out` makes `out` mean `sys.stdout`."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            aliases |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            aliases |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return aliases


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, aliases)
        return f"{owner}.{node.attr}" if owner else ""
    return ""
