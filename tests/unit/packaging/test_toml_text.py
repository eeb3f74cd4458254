"""What other tools write as TOML is read once for all functions that hold it."""

import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.toml_text import read_toml

LOCK = 'lock-version = "1.0"\npackages = []\n'


def test_a_text_that_many_functions_hold_is_read_once() -> None:
    assert read_toml("pylock.toml", LOCK, "") is read_toml("pylock.toml", LOCK, "")


@pytest.mark.parametrize(
    "text", ["packages = [", "a = " + "[" * 5_000, "a = 1\na = 2"], ids=["cut off", "deep", "twice"]
)
def test_what_is_no_toml_is_refused_by_the_name_of_its_file(text: str) -> None:
    with pytest.raises(PackagingFailed, match=r"^uv\.lock is not valid TOML"):
        read_toml("uv.lock", text, "lock again")
