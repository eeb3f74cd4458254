from pathlib import Path

from meshctl.adapters.atomic_files import state_directory, write_file
from meshctl.adapters.bundle_files import write_bundle
from meshctl.render import Bundle


def test_a_bundle_is_written_whole(tmp_path: Path) -> None:
    write_bundle(Bundle({"manifest.json": b"{}", "stacks/a/main.tf": b"x"}, "d"), tmp_path / "b")
    assert (tmp_path / "b" / "stacks" / "a" / "main.tf").read_bytes() == b"x"


def test_what_terraform_keeps_beside_a_stack_stays(tmp_path: Path) -> None:
    write_bundle(Bundle({"stacks/a/main.tf": b"x"}, "d"), tmp_path)
    (tmp_path / "stacks" / "a" / ".terraform.lock.hcl").write_text("lock")
    write_bundle(Bundle({"stacks/a/main.tf": b"y"}, "d"), tmp_path)
    assert (tmp_path / "stacks" / "a" / ".terraform.lock.hcl").read_text() == "lock"


def test_a_file_that_the_new_bundle_lacks_is_removed(tmp_path: Path) -> None:
    write_bundle(Bundle({"stacks/a/packages/old.zip": b"x"}, "d"), tmp_path)
    write_bundle(Bundle({"stacks/a/main.tf": b"x"}, "e"), tmp_path)
    assert not (tmp_path / "stacks" / "a" / "packages" / "old.zip").exists()


def test_a_damaged_listing_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "files.json").write_text('["../precious", "/etc/x", 3]')
    (tmp_path / "precious").touch()
    write_bundle(Bundle({"a": b""}, "d"), tmp_path / "b")
    assert (tmp_path / "precious").exists()


def test_a_file_that_is_like_it_already_is_not_touched(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"x")
    before = (tmp_path / "a").stat().st_mtime_ns, (tmp_path / "a").stat().st_ino
    write_file(tmp_path / "a", b"x")
    assert before == ((tmp_path / "a").stat().st_mtime_ns, (tmp_path / "a").stat().st_ino)


def test_bundles_are_for_their_owner_only(tmp_path: Path) -> None:
    write_bundle(Bundle({"a": b""}, "d"), tmp_path / "b")
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700


def test_what_meshctl_makes_is_ignored_by_git(tmp_path: Path) -> None:
    assert (state_directory(tmp_path) / ".gitignore").read_text() == "*\n"
