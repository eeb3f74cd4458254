"""Which names a Python file binds at its top level, as far as its text shows. Pure: parses, and executes nothing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

_LINES_OF_A_STATEMENT = 30
_REMEMBERED = 1024
_NEWER = re.compile(
    r"""^\s*type\s+\w | \b(def|class)\s+\w+\s*\[ | \b[rR]?[fFtT][rR]?["'] | \bexcept\*?\s+[\w.]+\s*, | ^\s*(lazy|from\s.*\slazy)\s""",
    re.MULTILINE | re.VERBOSE,
)
"""Type statements and parameters, what may stand in f-strings, t-strings, `except` without brackets: Python 3.12 to 3.15."""
_RUNNING = ("globals", "vars", "locals", "exec", "eval", "setattr", "modules", "import_module", "f_globals")
_BINDS_BY_RUNNING = frozenset((*_RUNNING, "__setattr__", "__getattr__", "__dict__", "__globals__", "__import__"))
"""What may bind any name of a module, whatever it is called where it is used."""
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

    `given` are names that it gives to something imported, which may be the file itself. `by_running` says that only running it would show all names. `mistake` is the line of a mistake, 0 where it is not known,
    None where there is none; `newer` says that it may be what a later Python understands.
    """

    names: tuple[str, ...] = ()
    coroutines: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    stars: tuple[StarImport, ...] = ()
    by_running: bool = False
    mistake: int | None = None
    newer: bool = False


@lru_cache(_REMEMBERED)  # a file is asked for when it is checked, before its wheels are fetched, and in its package
def module_names(text: bytes) -> ModuleNames:
    """All that is asked of a file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        return ModuleNames(mistake=line, newer=_may_be_newer(text, line))
    names = {*_bound(tree.body), *_made_global(tree)}
    coroutines = {one.name for one in _statements(tree.body) if _is_plain_coroutine(one)} - names
    stars = dict.fromkeys(_stars(tree.body))
    given = {*_given(tree)} - names
    return ModuleNames(
        tuple(sorted(names)), tuple(sorted(coroutines)), tuple(sorted(given)), tuple(stars), _binds_by_running(tree)
    )


def _may_be_newer(text: bytes, line: int) -> bool:
    """Whether around the mistake stands what later Pythons understand and this one may not."""
    lines = text.decode("utf-8", "replace").splitlines()[max(line - _LINES_OF_A_STATEMENT, 0) : line + 1]
    return bool(line and _NEWER.search("\n".join(lines)))


def _binds_by_running(tree: ast.Module) -> bool:
    used = (name for node in ast.walk(tree) for name in _used(node))
    return not _BINDS_BY_RUNNING.isdisjoint((*used, *_bound(tree.body)))


def _used(node: ast.AST) -> Iterator[str]:
    """Also as a text: `getattr(sys, "modules")`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            yield name
        case ast.ImportFrom(names=aliases):
            yield from (alias.name for alias in aliases)


def _given(tree: ast.Module) -> Iterator[str]:
    """`import handler as this; this.handle = ...`, and what is given to whatever a call answers."""
    imported = {name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in _bound_by(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            origin = _origin(node)
            if not isinstance(origin, ast.Name) or origin.id in imported:
                yield node.attr


def _origin(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _made_global(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names


def _bound(body: _Places) -> Iterator[str]:
    for statement in _statements(body):
        yield from _bound_by(statement)


def _statements(body: _Places) -> Iterator[ast.stmt]:
    return (statement for statement, _ in _guarded_statements(body))


def _guarded_statements(body: _Places) -> Iterator[tuple[ast.stmt, bool]]:
    """All of a block and of those within, but for the bodies of functions and classes; whether a `try` is around each.

    Without recursion: an `elif` lies within the one before it, and there may be thousands.
    """
    waiting = [(statement, False) for statement in body]
    while waiting:
        statement, guarded = waiting.pop()
        yield statement, guarded
        inside = guarded or isinstance(statement, ast.Try | ast.TryStar)
        waiting += [(inner, inside) for block in _blocks_of(statement) for inner in block]


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    """What a statement binds, and what the expressions in its head do on the way."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.AsyncFunctionDef(name=name, decorator_list=[_, *_]):
            yield name  # what decorates it may run it
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases if alias.name != "*")
    yield from (name for part in _own_parts(statement) for node in _evaluated(part) for name in _stored(node))


def _own_parts(statement: ast.stmt) -> Iterator[ast.AST]:
    """Of a statement with blocks only its head, and of a `match` the patterns and conditions; of `x: int` not `x`."""
    for part in ast.iter_child_nodes(statement):
        if isinstance(part, ast.match_case):
            yield from (part.pattern, *([part.guard] if part.guard else []))
        elif isinstance(part, ast.stmt | ast.ExceptHandler):
            continue
        elif not (_says_a_type_alone(statement) and isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)):
            yield part


def _says_a_type_alone(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.AnnAssign) and statement.value is None


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it whose names are the module's: not those of a lambda, nor what a comprehension goes through."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        own = (
            node.body if isinstance(node, ast.Lambda) else node.target if isinstance(node, ast.comprehension) else None
        )
        waiting += [inner for inner in ast.iter_child_nodes(node) if inner is not own]


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


def _stars(body: _Places) -> Iterator[StarImport]:
    for statement, guarded in _guarded_statements(body):
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            yield StarImport(statement.level, statement.module or "", guarded)


def _is_plain_coroutine(statement: ast.stmt) -> TypeGuard[ast.AsyncFunctionDef]:
    return isinstance(statement, ast.AsyncFunctionDef) and not statement.decorator_list
