"""Pins are judged once for each target, by the code that judges; what is refused, or lies there from elsewhere, is judged anew."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.packages.judged_pins import JudgedPins
from meshctl.app.packages.read_pinning import read_pinning
from meshctl.errors import PackagingFailed
from meshctl.packaging.locks.pinned import pinned, wanted_in
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.targets import asked_by_markers, lambda_target

ARM, OLDER = lambda_target("python3.12", "arm64"), lambda_target("python3.11", "arm64")
HASH = "ab" * 32
PLAIN = PinningFiles({"requirements.txt": "six==1.17.0\n"})
HASHED = PinningFiles({"requirements.txt": f"six==1.17.0 --hash=sha256:{HASH}\n"})
LOCK = f'lock-version = "1.0"\n[[packages]]\nname = "six"\nversion = "1.17.0"\nwheels = [{{hashes = {{sha256 = "{HASH}"}}}}]\n'
TEXTS = st.dictionaries(
    st.sampled_from(["pylock.toml", "requirements.txt", "pyproject.toml", "uv.lock", "more.txt"]),
    st.sampled_from(
        ["", "a==1", "a==1 --hash=sha256:" + HASH, "a>=1", "-r more.txt", LOCK, "version = 1", "[project]"]
    ),
)


class Cache:
    """A file in memory."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def read(self) -> bytes:
        return self.content

    def write(self, content: bytes) -> None:
        self.content = content


def reads() -> int:
    """How often files were read for what they say since somebody forgot what had been read."""
    return pinned.cache_info().misses


def kept(*asked: PinningFiles, judge: str = "code") -> Cache:
    judged = JudgedPins(cache := Cache(), judge)
    for files in asked:
        judged(files, ARM)
    judged.keep()
    return cache


def test_what_was_judged_is_not_read_again() -> None:
    judged = JudgedPins(kept(PLAIN, HASHED), "code")
    pinned.cache_clear()
    assert (judged(PLAIN, ARM), judged(HASHED, ARM), judged(PinningFiles(), ARM)) == (False, True, True)
    assert reads() == 0


def test_for_another_target_or_by_other_code_it_is() -> None:
    cache = kept(PLAIN)
    pinned.cache_clear()
    JudgedPins(cache, "code")(PLAIN, OLDER)
    JudgedPins(cache, "other code")(PLAIN, ARM)
    assert reads() == 2


@given(st.binary() | st.integers(0, 60).map(lambda place: bytes([*kept(PLAIN).content[:place], 0])))
def test_what_lies_there_from_elsewhere_says_nothing(content: bytes) -> None:
    assert JudgedPins(Cache(content), "code")(HASHED, ARM)


def test_a_refusal_is_told_every_time() -> None:
    stale = PinningFiles({"requirements.txt": "six>=1"})
    for _ in range(2):
        judged = JudgedPins(cache := Cache(), "code")
        with pytest.raises(PackagingFailed, match="no exact pins"):
            judged(stale, ARM)
        judged.keep()
        assert cache.content == b""


@given(TEXTS, TEXTS)
def test_files_have_the_same_digest_where_they_are_the_same(one: dict[str, str], other: dict[str, str]) -> None:
    assert (PinningFiles(one).digest == PinningFiles(other).digest) == (one == other)


@given(TEXTS)
def test_of_files_with_the_same_digest_the_pins_are_the_same(texts: dict[str, str]) -> None:
    def said(files: PinningFiles) -> object:
        try:
            return pinned(files, ARM)
        except PackagingFailed as error:
            return error.message

    pinned.cache_clear()
    first = said(PinningFiles(texts))
    pinned.cache_clear()
    assert said(PinningFiles(dict(reversed(texts.items())))) == first


def write(directory: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)
    return directory / "f"


def test_what_requirements_name_decides_too(tmp_path: Path) -> None:
    texts = {"f/requirements.txt": "-r ../shared.txt\n", "shared.txt": "-c limits.txt\nsix\n", "limits.txt": "six<2\n"}
    before = read_pinning(write(tmp_path, texts), tmp_path)
    assert wanted_in(before).constraints == ("six<2",)
    after = read_pinning(write(tmp_path, {"limits.txt": "six<3\n"}), tmp_path)
    assert after.digest != before.digest


@pytest.mark.parametrize("named", ["../../outside.txt", "absent.txt", "$HERE"])
def test_what_requirements_name_and_nobody_needs_may_be_unreadable(tmp_path: Path, named: str) -> None:
    source = write(tmp_path, {"f/requirements.txt": f"-r {named}\n", "f/pylock.toml": LOCK})
    files = read_pinning(source, tmp_path)
    assert pinned(files, ARM)
    with pytest.raises(PackagingFailed):
        wanted_in(files)


def test_another_interpreter_is_another_one() -> None:
    assert "CPython" in asked_by_markers()
