"""`check` takes a handler for there exactly where `package` does."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.app.packages.build_package import refuse_without_handler
from meshctl.app.packages.read_function import read_function
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.errors import PackagingFailed
from meshctl.packaging.targets import this_interpreter
from tests.support.catalogues import write_catalogue

SOURCE = "payments/lambdas/charge"
PINNED = "six==1.17.0\n"
LOCKED = 'lock-version = "1.0"\n[[packages]]\nname = "six"\nversion = "1.17.0"\n'


def found(directory: Path, files: dict[str, str]) -> list[str]:
    own: dict[str, str | bytes | None] = {f"{SOURCE}/{name}": text for name, text in files.items()}
    catalogue = write_catalogue(directory, {f"{SOURCE}/handler.py": None, **own})
    return [f"{one.check}: {one.message}" for one in read_catalogue(read_catalogue_files(catalogue)).findings]


@pytest.mark.parametrize(
    "files",
    [
        {"other.py": "", "requirements.txt": PINNED},
        {"other.py": "", "pylock.toml": LOCKED},
        {"other.py": "", "pyproject.toml": "", "uv.lock": ""},
        {"other.py": "", "handler.so": ""},
        {"other.py": "", "handler.cpython-312-x86_64-linux-gnu.so": ""},
        {"handler/__init__.py": "handle = str"},
        {"handler.py": "handle = str", ".meshctlignore": "other.py"},
        {"handler.py": "from other import *", "other.py": "handle = str"},
    ],
)
def test_a_handler_may_come_in_any_way_that_packages_know(tmp_path: Path, files: dict[str, str]) -> None:
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"other.py": ""}, "missing-file: there is no"),
        ({"notes.md": ""}, "missing-file: there is no"),
        ({"other.py": "", "handler.pyc": ""}, "missing-file: there is no"),
        ({"other.py": "", "handler/venv/handler.py": ""}, "missing-file: there is no"),
        (
            {"handler.py": "handle = str", ".meshctlignore": "handler.py"},
            "invalid-handler: .* stays out of the package",
        ),
        ({"handler.py": "handle = str", ".meshctlignore": "!a\n*.py"}, "invalid-handler: .* stays out of the package"),
        ({"handler.py": "handle = str", ".meshctlignore": "a[\n\\\n!"}, "invalid-handler: .meshctlignore holds a line"),
        ({"handler.py": "from other import *", "other.py": ""}, "invalid-handler: handler.py defines no 'handle'"),
    ],
)
def test_one_that_no_package_has_is_found(tmp_path: Path, files: dict[str, str], told: str) -> None:
    (one,) = found(tmp_path, files)
    assert re.match(told, one)


NAMES = st.sampled_from(
    [
        "handler.py",
        "handler/__init__.py",
        "handler/a.py",
        "handler.so",
        "handler.pyc",
        "handler/pyvenv.cfg",
        "a/handler.py",
        "pyvenv.cfg",
        "venv/handler.py",
        "node_modules/handler.py",
        "requirements.txt",
        ".meshctlignore",
        "a/.meshctlignore",
    ]
)
TEXTS = {
    ".meshctlignore": st.sampled_from(
        ["handler.py", "/handler/", "*.so\n", "a/*\n!a/handler.py", "**/handler*", "", "[z-a]", "*a*b*c*", "x\n" * 1001]
    )
}


@given(st.data())
def test_check_and_package_agree(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    names = data.draw(st.sets(NAMES, min_size=1))
    files = {name: data.draw(TEXTS[name]) if name in TEXTS else text_of(name) for name in names}
    directory = tmp_path_factory.mktemp("catalogue")
    findings = found(directory, files)
    assert (findings == []) == is_packaged(directory), findings


def is_packaged(catalogue: Path) -> bool:
    try:
        refuse_without_handler(read_function(catalogue / SOURCE, "handler.handle", this_interpreter(), catalogue))
    except PackagingFailed:
        return False
    return True


def text_of(name: str) -> str:
    return "handle = str" if name.endswith(".py") else PINNED if name == "requirements.txt" else ""
