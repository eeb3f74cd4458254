"""Whether a handler such as `handler.handle` exists. Pure: parses the sources and never executes them.

Refused is what cannot be there. Where a name may be bound in a way that only running would show, it is taken to be there.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, normpath

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import Content, PackedFile

_HANDLER = re.compile(r"(?P<module>\w+(?:[./]\w+)*)\.(?P<name>\w+)")
_LINES_OF_A_STATEMENT = 30
_NEWER = re.compile(
    r"""^\s*type\s+\w | \b(def|class)\s+\w+\s*\[ | \b[rR]?[fFtT][rR]?["'] | \bexcept\*?\s+[\w.]+\s*, | ^\s*(lazy|from\s.*\slazy)\s""",
    re.MULTILINE | re.VERBOSE,
)
"""Type statements and parameters, what may stand in f-strings, t-strings, `except` without brackets: Python 3.12 to 3.15."""
_BINDS_BY_RUNNING = {"globals", "vars", "locals", "exec", "eval", "setattr", "__getattr__"}
"""What may bind any name of a module."""
_Places = list[ast.stmt]


def refuse_missing_handler(files: Mapping[str, Content], handler: str, python: tuple[int, int]) -> None:
    """Raises PackagingFailed unless the handler's file is there and binds the handler at its top level."""
    module, name = parts_of(handler)
    file = file_of(module, files)
    if not file:
        if _is_compiled(module, files):
            return
        raise PackagingFailed(
            f"there is no {module.replace('.', '/')}.py for the handler", "correct the function's `handler` or `source`"
        )
    names = _Reader(files, python).names_in(file)
    if names is not None and name not in names:
        raise PackagingFailed(
            f"{file} defines no {name!r} at its top level, which the handler {handler!r} asks for",
            f"it defines {', '.join(sorted(names)) or 'nothing'}: correct the function's `handler`",
        )


def parts_of(handler: str) -> tuple[str, str]:
    """The module and the name in it. Raises PackagingFailed for what is no handler."""
    found = _HANDLER.fullmatch(handler)
    if not found:
        raise PackagingFailed(f"{handler!r} is not a handler", "write file.function, such as handler.handle")
    return found["module"], found["name"]


def file_of(module: str, files: Collection[str]) -> str:
    """The file of a module, or nothing."""
    path = module.replace(".", "/")
    candidates = (f"{path}/__init__.py", f"{path}.py")  # Python, too, prefers the package
    return next((candidate for candidate in candidates if candidate in files), "")


def _is_compiled(module: str, files: Collection[str]) -> bool:
    begin = f"{module.replace('.', '/')}."
    return any(file.startswith(begin) and file.endswith((".so", ".pyc")) for file in files)


class _Reader:
    """Reads which names the files bind; follows `from x import *` through them, each file once."""

    def __init__(self, files: Mapping[str, Content], python: tuple[int, int]) -> None:
        self._files = files
        self._python = python
        self._seen: set[str] = set()

    def names_in(self, file: str) -> set[str] | None:
        """The names a file binds; None when only running it would show."""
        self._seen.add(file)
        tree = self._parsed(file)
        if tree is None or _binds_by_running(tree):
            return None
        names = set(_bound(tree.body))
        for star in _stars(tree.body):
            module = _module_of(star, file)
            further = file_of(module, self._files)
            if further in self._seen:
                continue
            given = self.names_in(further) if further else None
            if given is None:
                return None
            names |= given
        return names

    def _parsed(self, file: str) -> ast.Module | None:
        """None when it may well be written in a Python newer than this one."""
        held = self._files[file]
        text = held.content if isinstance(held, PackedFile) else held
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            if self._python > sys.version_info[:2] and _may_be_newer(text, error):
                return None
            line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
            raise PackagingFailed(
                f"{file}{line} is not valid Python", "correct the file: Lambda could not load it"
            ) from error


def _may_be_newer(text: bytes, error: Exception) -> bool:
    """Whether around the mistake stands what later Pythons understand and this one may not."""
    number = error.lineno if isinstance(error, SyntaxError) and error.lineno else 0
    lines = text.decode("utf-8", "replace").splitlines()[max(number - _LINES_OF_A_STATEMENT, 0) : number + 1]
    return bool(number and _NEWER.search("\n".join(lines)))


def _binds_by_running(tree: ast.Module) -> bool:
    named = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    defined = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return not _BINDS_BY_RUNNING.isdisjoint((*named, *defined))


def _bound(body: _Places) -> Iterator[str]:
    for statement in body:
        yield from _bound_by(statement)
        for inner in _blocks_of(statement):
            yield from _bound(inner)


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            return
        case ast.AsyncFunctionDef():
            return
        case ast.AnnAssign(value=None):
            return
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases if alias.name != "*")
            return
    for part in _own_parts(statement):
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _own_parts(statement: ast.stmt) -> Iterator[ast.AST]:
    """Of a statement with blocks only its head; of a pattern the names that it captures."""
    for part in ast.iter_child_nodes(statement):
        if not isinstance(part, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield part


def _blocks_of(statement: ast.stmt) -> Iterator[_Places]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for part in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        for name in ("body", "orelse", "finalbody"):
            if block := getattr(part, name, None):
                yield block


def _stars(body: _Places) -> Iterator[ast.ImportFrom]:
    for statement in body:
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            yield statement
        for inner in _blocks_of(statement):
            yield from _stars(inner)


def _module_of(star: ast.ImportFrom, file: str) -> str:
    """The module that it names, seen from a file: a dot is the package that the file lies in."""
    if not star.level:
        return star.module or ""
    package = normpath(f"{dirname(file)}/{'../' * (star.level - 1)}")
    return "/".join(filter(None, (package if package != "." else "", (star.module or "").replace(".", "/"))))
