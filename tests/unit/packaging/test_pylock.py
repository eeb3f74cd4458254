import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.pylock import made_of, marked, read_pylock
from meshctl.packaging.requirements import Pin

HASH = "ab" * 32
WHEELS = f'wheels = [{{ url = "https://x.example/a.whl", hashes = {{ sha256 = "{HASH}" }} }}]\n'
HEAD = 'lock-version = "1.0"\ncreated-by = "hand"\n'


def test_the_pins_of_a_lock_have_versions_hashes_and_markers() -> None:
    text = HEAD + '[[packages]]\nname = "Flask_Cors"\nversion = "6.0"\nmarker = "os_name == \'posix\'"\n' + WHEELS
    assert read_pylock(text) == (Pin("flask-cors", "6.0", (), (HASH,), "os_name == 'posix'"),)
    assert (made_of(text), made_of(marked(text, "d1"))) == ("", "d1")
    assert read_pylock(marked(text, "d1")) == read_pylock(text)


def test_a_lock_does_not_say_as_whom_a_registry_was_asked() -> None:
    text = HEAD + 'index = "https://me:hunter2@x.example/simple"\n[[packages]]\nname = "a"\nversion = "1"\n'
    text += WHEELS.replace("://", "://hunter2@").replace("a.whl", "a@1.whl")
    assert marked(text, "d1").count("hunter2") == 0
    assert "https://x.example/a@1.whl" in marked(text, "d1")


@pytest.mark.parametrize(
    "package",
    [
        'name = "a"\nversion = "1"\nvcs = {type = "git", url = "https://me:hunter2@x.example/a"}\n',
        'name = "a"\ndirectory = {path = "../a"}\n',
        'name = "a"\nversion = "1"\narchive = {url = "https://hunter2@x.example/a.zip"}\n',
        'name = "a"\nversion = "1"\nsdist = {url = "https://x.example/a.tar.gz"}\n',
        'name = "a"\n' + WHEELS,
        "name = ",
    ],
)
def test_what_does_not_come_from_a_registry_as_a_wheel_is_refused(package: str) -> None:
    with pytest.raises(PackagingFailed, match=r"pylock\.toml") as refusal:
        read_pylock(f"{HEAD}[[packages]]\n{package}")
    assert "hunter2" not in f"{refusal.value.message} {refusal.value.hint}"
