"""A function that could not be loaded, because it imports what is nowhere in its package, is told before it is deployed."""

import sys
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.handlers.missing_imports import refuse_missing_imports

HANDLE = "\ndef handle(event, context): ..."


def refuse(text: str, *there: str, **more: str) -> None:
    """Of a handler.py with this text, and files by their names without `.py`, in a package that has some more files."""
    own = {"handler.py": (text + HANDLE).encode()} | {f"{name}.py": said.encode() for name, said in more.items()}
    refuse_missing_imports(own, {*own, *there}, "handler.handle")


@pytest.mark.parametrize(
    "text",
    [
        "import requests",
        "import json, requests.adapters as a",
        "from requests import get",
        "from requests.adapters import HTTPAdapter",
        "import core",
        "from core import x",
    ],
)
def test_an_import_of_what_is_nowhere_is_told_with_its_file(text: str) -> None:
    file = "core" if "core" in text else "handler"
    with pytest.raises(PackagingFailed, match=rf"{file}\.py imports 'requests', which neither Lambda brings nor"):
        refuse(text, core="import requests")
    refuse(text, "requests/__init__.py", core="import requests")


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import requests\nexcept ImportError:\n    requests = None",
        "if x:\n    import requests",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import requests",
        "def f():\n    import requests",
        "import sys\nsys.path.insert(0, 'deep')\nimport requests",
        "import importlib\nimportlib.import_module('setup')\nimport requests",
        "from sys import path\npath.append('x')\nimport requests",
        "from . import requests",
        "from .requests import get",
        "import paths\nimport requests",
    ],
)
def test_what_may_be_found_otherwise_or_need_not_be_there_is_let_pass(text: str) -> None:
    refuse(text, paths="import site\nsite.addsitedir('wheels')")


@pytest.mark.parametrize(
    "module",
    ["json", "boto3", "botocore.config", "meshkit", "distutils.util", "compression.zstd", "__main__", "pkg_resources"],
)
def test_what_python_and_lambda_bring_is_there(module: str) -> None:
    refuse(f"import {module}")


@pytest.mark.parametrize(
    "file",
    [
        "requests.py",
        "requests/api.py",
        "requests.cpython-312-x86_64-linux-gnu.so",
        "vendor/requests/__init__.py",
        "wheels/requests.py",
    ],
)
def test_what_is_anywhere_in_the_package_may_be_what_is_imported(file: str) -> None:
    refuse("import requests", file)


@pytest.mark.parametrize(
    "file", ["Pipfile.lock", "pylock.prod.toml", "setup.py", "requirements.in", "Requirements.txt", "environment.yml"]
)
def test_files_by_which_other_tools_know_what_it_needs_are_named(file: str) -> None:
    own = {"handler.py": f"import requests{HANDLE}".encode(), file: b""}
    with pytest.raises(PackagingFailed) as refusal:
        refuse_missing_imports(own, own, "handler.handle")
    assert refusal.value.hint.endswith(f": {file} is not read")


NAMES = st.sampled_from(["a", "b", "p", "p.c", "json", "boto3", "nowhere", "p.nowhere"])
LINES = st.sampled_from(
    [
        "import {0}",
        "from {0} import x",
        "import {0} as y",
        "try: import {0}\nexcept ImportError: ...",
        "if x: import {0}",
    ]
)


@given(st.lists(st.lists(st.tuples(LINES, NAMES), max_size=3), min_size=4, max_size=4))
def test_only_what_loading_reaches_is_refused(parts: list[list[tuple[str, str]]]) -> None:
    files = dict(zip(["a.py", "b.py", "p/__init__.py", "p/c.py"], parts, strict=True))
    own = {path: "\n".join(line.format(name) for line, name in part).encode() for path, part in files.items()}
    with pytest.raises(PackagingFailed) if reaches_nowhere(files, "a.py", set()) else nullcontext():
        refuse_missing_imports(own, own, "a.handle")


def reaches_nowhere(files: dict[str, list[tuple[str, str]]], file: str, seen: set[str]) -> bool:
    """Whether importing it imports `nowhere`, through all that it certainly imports."""
    if file in seen:
        return False
    seen.add(file)
    certain = [name for line, name in files[file] if not line.startswith(("try", "if"))]
    below = {
        "a": ["a.py"],
        "b": ["b.py"],
        "p": ["p/__init__.py"],
        "p.c": ["p/__init__.py", "p/c.py"],
        "p.nowhere": ["p/__init__.py"],
    }
    return any(
        name == "nowhere" or any(reaches_nowhere(files, one, seen) for one in below.get(name, ())) for name in certain
    )


def test_all_of_the_standard_library_is_known_whichever_python_runs_this() -> None:
    for module in sorted(sys.stdlib_module_names):
        refuse(f"import {module}")
