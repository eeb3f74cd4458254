import os
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.directory_walk import read_plain, walk

PATHS = [
    "b/c/d.py",
    "b/a.yaml",
    "a/x.json",
    "a/__pycache__/x.json",
    "a/node_modules/y.json",
    ".git/z",
    "b/.env",
    "e.yaml",
]


def _tree(directory: Path) -> Path:
    for path in PATHS:
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(path)
    return directory


def test_all_is_found_but_what_holds_no_sources(tmp_path: Path) -> None:
    found = [path for path, _ in walk(str(_tree(tmp_path)), {})]
    assert sorted(found) == ["a", "a/x.json", "b", "b/a.yaml", "b/c", "b/c/d.py", "e.yaml"]


def test_the_order_is_that_of_the_names_in_every_directory(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number * 37 % 100:02}.yaml").write_text("")
    found = [path for path, _ in walk(str(tmp_path), {})]
    assert found == sorted(found)


def test_a_link_beside_mesh_yaml_that_leads_to_no_file_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "around").symlink_to(".")
    files = read_catalogue_files(tmp_path)
    assert files.paths == {"round", "around"}
    assert files.unreadable == dict.fromkeys(["round", "around"], "it is a symbolic link")


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    assert read_plain(str(tmp_path / "a"), 1_000_001) == content


@pytest.mark.parametrize("most", [0, 10, 65_536, 100_000, 1_000_001])
def test_no_more_is_given_than_asked_for(tmp_path: Path, most: int) -> None:
    content = os.urandom(1_500_000)
    (tmp_path / "a").write_bytes(content)
    assert read_plain(str(tmp_path / "a"), most) == content[:most]


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "mesh.yaml").open("wb") as file:
        file.truncate(10**12)
    assert len(read_catalogue_files(tmp_path).contents["mesh.yaml"]) == 1_000_001


def test_what_has_become_a_link_or_a_pipe_meanwhile_is_not_followed_and_never_hangs(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("secret")
    (tmp_path / "link").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="symbolic"):
        read_plain(str(tmp_path / "link"), 10)
    assert read_plain(str(tmp_path / "pipe"), 10) == b""
