"""Which names a Python file binds at its top level, as far as its text shows. Pure: parses, and executes nothing."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from warnings import catch_warnings, simplefilter

from meshctl.packaging.handlers.unfit import UnfitHandler, unfit_names

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
_Nodes = Sequence[ast.AST]
_Guarded = tuple[ast.stmt, bool]


@dataclass(frozen=True, slots=True)
class StarImport:
    """`from module import *`: how many dots stand before the module, and whether a failure is caught."""

    level: int
    module: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class NameImport:
    """`from module import origin as name`, where nothing else binds the name, no star could, and no failure is caught."""

    level: int
    module: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """What the text of a file shows; `unfit` are names that are bound to what cannot be a handler, with why.

    `needs` are modules, by their whole names, that it imports whatever happens. `given` are names that it gives to something imported, which may be the file itself. `exported` is what `__all__` lists: None without one, and
    with `*` in it where running may have changed it. `by_running` says that only running it would show all names. `mistake` is the line of a
    mistake, 0 where it is not known, None where there is none; `newer` says that it may be what a later Python understands.
    """

    names: tuple[str, ...] = ()
    unfit: tuple[tuple[str, UnfitHandler], ...] = ()
    given: tuple[str, ...] = ()
    stars: tuple[StarImport, ...] = ()
    imports: tuple[NameImport, ...] = ()
    needs: tuple[str, ...] = ()
    exported: tuple[str, ...] | None = None
    by_running: bool = False
    mistake: int | None = None
    newer: bool = False


@lru_cache(_REMEMBERED)  # a file is asked for when it is checked, before its wheels are fetched, and in its package
def module_names(text: bytes) -> ModuleNames:
    """All that is asked of a file."""
    try:
        tree = _parsed(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        return ModuleNames(mistake=line, newer=_may_be_newer(text, line))
    nodes = [*ast.walk(tree)]
    statements = [*_guarded_statements(tree, nodes)]
    bound = Counter(name for statement, _ in statements for name in _bound_by(statement))
    made = {*_made_global(nodes)}
    unfit = unfit_names((statement for statement, _ in statements), bound)
    gone = {*_deleted(tree, statements)} - made
    names = (bound.keys() - unfit.keys() - gone) | made
    stars = tuple(dict.fromkeys(_stars(statements)))
    alone = {name for name, times in bound.items() if times == 1} - made if not stars else set[str]()
    return ModuleNames(
        tuple(sorted(names)),
        tuple(sorted((name, why) for name, why in unfit.items() if name not in made | gone)),
        tuple(sorted({*_given(nodes)} - names)),
        stars,
        tuple(one for one in _imports(statements) if one.name in alone),
        tuple(dict.fromkeys(_needs(tree))),
        _exported(tree, nodes, bound["__all__"]),
        _binds_by_running(nodes, bound),
    )


def _parsed(text: bytes) -> ast.Module:
    """Raises SyntaxError for all that Python would not load, such as `return` outside of a function; what it warns of is its matter."""
    with catch_warnings():
        simplefilter("ignore")
        tree = ast.parse(text)
        with suppress(RecursionError, MemoryError, ValueError):  # how deep that goes, is this process's matter
            compile(tree, "<function>", "exec", dont_inherit=True)
    return tree


def _may_be_newer(text: bytes, line: int) -> bool:
    """Whether around the mistake stands what later Pythons understand and this one may not."""
    lines = text.decode("utf-8", "replace").splitlines()[max(line - _LINES_OF_A_STATEMENT, 0) : line + 1]
    return bool(line and _NEWER.search("\n".join(lines)))


def _binds_by_running(nodes: _Nodes, bound: Iterable[str]) -> bool:
    used = (name for node in nodes for name in _used(node))
    return not _BINDS_BY_RUNNING.isdisjoint((*used, *bound))


def _used(node: ast.AST) -> Iterator[str]:
    """Also as a text: `getattr(sys, "modules")`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            yield name
        case ast.ImportFrom(names=aliases):
            yield from (alias.name for alias in aliases)


def _given(nodes: _Nodes) -> Iterator[str]:
    """`import handler as this; this.handle = ...`, and what is given to whatever a call answers."""
    imported = {name for node in nodes if isinstance(node, ast.Import) for name in _bound_by(node)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            origin = _origin(node)
            if not isinstance(origin, ast.Name) or origin.id in imported:
                yield node.attr


def _origin(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _made_global(nodes: _Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Global):
            yield from node.names


def _deleted(tree: ast.Module, statements: Iterable[_Guarded]) -> Iterator[str]:
    """Names that a `del` takes away for certain, behind all that binds them."""
    last = dict[str, tuple[int, int]]()
    for statement, _ in statements:
        for name in _bound_by(statement):
            last[name] = max(last.get(name, (0, 0)), (statement.lineno, statement.col_offset))
    for statement in tree.body:
        if isinstance(statement, ast.Delete):
            names = [
                one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Del)
            ]
            yield from (name for name in names if last.get(name, (0, 0)) < (statement.lineno, statement.col_offset))


def _guarded_statements(tree: ast.Module, nodes: _Nodes) -> Iterator[_Guarded]:
    """All of a file that importing it may run, but for the bodies of functions and classes; whether a `try` is around each.

    Without recursion: an `elif` lies within the one before it, and there may be thousands.
    """
    is_known = not any(_says_for_types(node, ast.Store) for node in nodes)
    waiting = [(statement, False) for statement in tree.body]
    while waiting:
        statement, guarded = waiting.pop()
        yield statement, guarded
        inside = guarded or isinstance(statement, ast.Try | ast.TryStar)
        waiting += [(inner, inside) for block in _blocks_of(statement, is_known) for inner in block]


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    """What a statement binds, and what the expressions in its head do on the way."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
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


def _blocks_of(statement: ast.stmt, is_known: bool) -> Iterator[_Places]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    never = _never_run(statement.test, is_known) if isinstance(statement, ast.If) else ""
    for part in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        for name in ("body", "orelse", "finalbody"):
            if name != never and (block := getattr(part, name, None)):
                yield block


def _never_run(test: ast.expr, is_known: bool) -> str:
    """The block of an `if` that importing the file does not run; nothing where that is not sure. `is_known` says what `TYPE_CHECKING` is."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return {"body": "orelse", "orelse": "body"}.get(_never_run(inner, is_known), "")
        case ast.Constant(value=value):
            return "orelse" if value else "body"
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[ast.Constant(value="__main__")]):
            return "body"
        case ast.Name() | ast.Attribute(value=ast.Name()):
            return "body" if is_known and _says_for_types(test, ast.Load) else ""
    return ""


def _says_for_types(node: ast.AST, context: type[ast.expr_context]) -> bool:
    """`TYPE_CHECKING`, which holds for who checks types and never when code runs."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name == "TYPE_CHECKING" and isinstance(getattr(node, "ctx", None), context)


def _stars(statements: Iterable[_Guarded]) -> Iterator[StarImport]:
    for statement, guarded in statements:
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            yield StarImport(statement.level, statement.module or "", guarded)


def _imports(statements: Iterable[_Guarded]) -> Iterator[NameImport]:
    for statement, guarded in statements:
        if isinstance(statement, ast.ImportFrom) and not guarded:
            for alias in statement.names:
                yield NameImport(statement.level, statement.module or "", alias.name, alias.asname or alias.name)


def _needs(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        match statement:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(level=0, module=str(module)):
                yield module


def _exported(tree: ast.Module, nodes: _Nodes, bound: int) -> tuple[str, ...] | None:
    """What `__all__` lists, where it is written down once as texts and nothing else is done with it."""
    used = sum(isinstance(node, ast.Name) and node.id == "__all__" for node in nodes)
    if not used and not bound:
        return None
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List() | ast.Tuple() as value) if used == 1:
                texts = [
                    one.value for one in value.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)
                ]
                return tuple(texts) if len(texts) == len(value.elts) else ("*",)
    return ("*",)
