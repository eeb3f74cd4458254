"""The digest of the code that judges changes with every file of it, and with nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from meshctl.adapters import code_fingerprint
from meshctl.adapters.code_fingerprint import LIBRARIES, code_that_judges

LOADED = """
import json, sys, sysconfig
before = {*sys.modules}
import meshctl.app.check.check_catalogue, meshctl.app.check.reading_cache
from meshctl.packaging.ignored import ignoring
ignoring("*.pyc")
places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
names = {name.partition(".")[0] for name in {*sys.modules} - before}
files = {name: getattr(sys.modules[name], "__file__", None) or "" for name in names if name in sys.modules}
print(json.dumps(sorted(name for name, file in files.items() if any(file.startswith(place) for place in places))))
"""


def test_every_library_that_a_check_loads_counts() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True).stdout
    loaded = [one for one in json.loads(told) if one != "typing_extensions"]  # msgspec looks whether it is there
    assert tuple(loaded) == LIBRARIES


def test_the_same_code_is_told_alike() -> None:
    assert code_that_judges() == code_that_judges() != ""


def _package(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (directory / "checks" / "__pycache__").mkdir(parents=True)
    (directory / "checks" / "loop.py").write_text("WORST = 1\n")
    monkeypatch.setattr(code_fingerprint, "_OWN", str(directory))
    return directory


def test_what_is_deployed_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _package(tmp_path, monkeypatch)
    before = code_that_judges()
    (own / "share" / "modules").mkdir(parents=True)
    (own / "share" / "modules" / "main.tf").write_text("")
    assert code_that_judges() == before


def test_what_python_compiles_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _package(tmp_path, monkeypatch)
    before = code_that_judges()
    (own / "checks" / "__pycache__" / "loop.pyc").write_bytes(b"x")
    assert code_that_judges() == before


@pytest.mark.parametrize("change", ["other bytes", "other time", "another file", "one file less", "another name"])
def test_every_change_of_a_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    file = _package(tmp_path, monkeypatch) / "checks" / "loop.py"
    before = code_that_judges()
    match change:
        case "other bytes":
            file.write_text("WORST = 2\n")
        case "other time":
            os.utime(file, (0, 0))
        case "another file":
            (tmp_path / "more.json").write_text("{}")
        case "one file less":
            file.unlink()
        case "another name":
            file.rename(tmp_path / "checks" / "loops.py")
    assert code_that_judges() not in ("", before)


def test_bytes_count_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _package(tmp_path, monkeypatch) / "checks" / "loop.py"
    monkeypatch.setattr(code_fingerprint, "_stamp", str.encode)  # a disk that keeps no times to speak of
    before = code_that_judges()
    file.write_text("WORST = 2\n")
    assert code_that_judges() not in ("", before)


def test_another_library_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_that_judges()
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(code_fingerprint, "LIBRARIES", (*LIBRARIES, "another"))
    assert code_that_judges() not in ("", before)


def test_code_that_is_nowhere_cannot_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_fingerprint, "LIBRARIES", ("a_library_that_is_not_there",))
    assert code_that_judges() == ""
    monkeypatch.undo()
    monkeypatch.setattr(code_fingerprint, "_OWN", str(tmp_path / "nowhere"))
    assert code_that_judges() == ""
