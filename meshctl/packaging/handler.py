"""Whether a handler such as `handler.handle` exists. Pure: parses the sources and never executes them."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping

from meshctl.errors import PackagingFailed

_HANDLER = re.compile(r"(?P<module>\w+(?:[./]\w+)*)\.(?P<name>\w+)")


def refuse_missing_handler(files: Mapping[str, bytes], handler: str, python: tuple[int, int]) -> None:
    """Raises PackagingFailed unless the handler's file is there and defines the handler at its top level."""
    found = _HANDLER.fullmatch(handler)
    if not found:
        raise PackagingFailed(f"{handler!r} is not a handler", "write file.function, such as handler.handle")
    file = _file_of(found["module"], files)
    names = _names_in(file, files[file], python)
    if names is not None and found["name"] not in names:
        raise PackagingFailed(
            f"{file} defines no {found['name']!r} at its top level, which the handler {handler!r} asks for",
            f"it defines {', '.join(sorted(names)) or 'nothing'}: correct the function's `handler`",
        )


def _file_of(module: str, files: Mapping[str, bytes]) -> str:
    path = module.replace(".", "/")
    candidates = [f"{path}/__init__.py", f"{path}.py"]  # Python, too, prefers the package
    for candidate in candidates:
        if candidate in files:
            return candidate
    raise PackagingFailed(
        f"there is no {candidates[-1]} for the handler", "correct the function's `handler` or `source`"
    )


def _names_in(file: str, source: bytes, python: tuple[int, int]) -> set[str] | None:
    """The names a file defines; None when it may well be written in a Python newer than this one."""
    try:
        return set(_defined(ast.parse(source)))
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        if python > sys.version_info[:2]:
            return None
        line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise PackagingFailed(
            f"{file}{line} is not valid Python", "correct the file: Lambda could not load it"
        ) from error


def _defined(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (alias.asname or alias.name for alias in aliases)
