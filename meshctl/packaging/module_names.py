"""Which names a Python file binds at its top level, as far as its text shows. Pure: parses, and executes nothing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

_LINES_OF_A_STATEMENT = 30
_NEWER = re.compile(
    r"""^\s*type\s+\w | \b(def|class)\s+\w+\s*\[ | \b[rR]?[fFtT][rR]?["'] | \bexcept\*?\s+[\w.]+\s*, | ^\s*(lazy|from\s.*\slazy)\s""",
    re.MULTILINE | re.VERBOSE,
)
"""Type statements and parameters, what may stand in f-strings, t-strings, `except` without brackets: Python 3.12 to 3.15."""
_BINDS_BY_RUNNING = {"globals", "vars", "locals", "exec", "eval", "setattr", "__getattr__", "modules", "__dict__"}
"""What may bind any name of a module."""
_Places = list[ast.stmt]


@dataclass(frozen=True, slots=True)
class StarImport:
    """`from module import *`: how many dots stand before the module, and whether a failure is caught."""

    level: int
    module: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """What the text of a file shows; `coroutines` are names of plain `async def`s, which nothing runs.

    `by_running` says that only running it would show all names. `mistake` is the line of a mistake, 0 where it is not known,
    None where there is none; `newer` says that it may be what a later Python understands.
    """

    names: tuple[str, ...] = ()
    coroutines: tuple[str, ...] = ()
    stars: tuple[StarImport, ...] = ()
    by_running: bool = False
    mistake: int | None = None
    newer: bool = False


def module_names(text: bytes) -> ModuleNames:
    """All that is asked of a file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        return ModuleNames(mistake=line, newer=_may_be_newer(text, line))
    names = {*_bound(tree.body), *_made_global(tree)}
    coroutines = {one.name for one in _statements(tree.body) if _is_plain_coroutine(one)} - names
    stars = dict.fromkeys(_stars(tree.body, guarded=False))
    return ModuleNames(tuple(sorted(names)), tuple(sorted(coroutines)), tuple(stars), _binds_by_running(tree))


def _may_be_newer(text: bytes, line: int) -> bool:
    """Whether around the mistake stands what later Pythons understand and this one may not."""
    lines = text.decode("utf-8", "replace").splitlines()[max(line - _LINES_OF_A_STATEMENT, 0) : line + 1]
    return bool(line and _NEWER.search("\n".join(lines)))


def _binds_by_running(tree: ast.Module) -> bool:
    used = (node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(tree) if _is_used(node))
    defined = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return not _BINDS_BY_RUNNING.isdisjoint((*used, *defined))


def _made_global(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names


def _bound(body: _Places) -> Iterator[str]:
    for statement in _statements(body):
        yield from _bound_by(statement)


def _statements(body: _Places) -> Iterator[ast.stmt]:
    """All of a block and of those within, but for the bodies of functions and classes."""
    for statement in body:
        yield statement
        for inner in _blocks_of(statement):
            yield from _statements(inner)


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.AsyncFunctionDef(name=name, decorator_list=decorators):
            yield from [name] if decorators else []  # what decorates it may run it
        case ast.AnnAssign(value=None):
            return
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases if alias.name != "*")
        case _:
            yield from (name for part in _own_parts(statement) for node in ast.walk(part) for name in _stored(node))


def _own_parts(statement: ast.stmt) -> Iterator[ast.AST]:
    """Of a statement with blocks only its head, and of a `match` the patterns and conditions."""
    for part in ast.iter_child_nodes(statement):
        if isinstance(part, ast.match_case):
            yield from (part.pattern, *([part.guard] if part.guard else []))
        elif not isinstance(part, ast.stmt | ast.ExceptHandler):
            yield part


def _stored(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name


def _blocks_of(statement: ast.stmt) -> Iterator[_Places]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for part in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        for name in ("body", "orelse", "finalbody"):
            if block := getattr(part, name, None):
                yield block


def _stars(body: _Places, *, guarded: bool) -> Iterator[StarImport]:
    for statement in body:
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            yield StarImport(statement.level, statement.module or "", guarded)
        for inner in _blocks_of(statement):
            yield from _stars(inner, guarded=guarded or isinstance(statement, ast.Try | ast.TryStar))


def _is_plain_coroutine(statement: ast.stmt) -> TypeGuard[ast.AsyncFunctionDef]:
    return isinstance(statement, ast.AsyncFunctionDef) and not statement.decorator_list


def _is_used(node: ast.AST) -> TypeGuard[ast.Name | ast.Attribute]:
    return isinstance(node, ast.Name | ast.Attribute)
