"""The files of this repository as the rules look at them: what git tracks or would track. Judges nothing."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """A file's text and its path from the root, with `/`."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree; a file that is no Python raises SyntaxError."""
        return _parsed(self)

    @property
    def module(self) -> str:
        """The dotted name: `meshctl/plan/__init__.py` is `meshctl.plan`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def paths() -> tuple[str, ...]:
    """Every file that is tracked or would be, deleted ones left out."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(sorted(path for path in set(found) if path and (ROOT / path).is_file()))


@cache
def sources(prefixes: tuple[str, ...], ending: str) -> tuple[Source, ...]:
    """The UTF-8 text files below one of the prefixes whose names end so; an empty prefix is the whole tree."""
    wanted = (path for path in paths() if path.startswith(prefixes) and path.endswith(ending))
    return tuple(Source(path, text) for path in wanted if (text := _text(ROOT / path)) is not None)


def python(*prefixes: str) -> tuple[Source, ...]:
    """The Python files below the prefixes."""
    return sources(prefixes, ".py")


def terraform() -> tuple[Source, ...]:
    """The hand-written Terraform files."""
    return sources(("modules/", "terraform/"), ".tf")


def names_of(tree: ast.Module) -> Iterator[str]:
    """The names of all classes and functions, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


@cache
def _parsed(source: Source) -> ast.Module:
    return ast.parse(source.text, source.path)


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
