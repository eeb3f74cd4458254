import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.adapters.atomic_files import state_directory, write_file
from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.terraform.leftovers import initialised_for, keep_initialised
from meshctl.errors import MeshctlError
from meshctl.render import Bundle


def test_a_bundle_is_written_whole(tmp_path: Path) -> None:
    write_bundle(Bundle({"manifest.json": b"{}", "stacks/a/main.tf": b"x"}, "d"), tmp_path / "b")
    assert (tmp_path / "b" / "stacks" / "a" / "main.tf").read_bytes() == b"x"


def test_what_terraform_keeps_beside_a_stack_stays(tmp_path: Path) -> None:
    write_bundle(Bundle({"stacks/a/main.tf": b"x"}, "d"), tmp_path)
    (tmp_path / "stacks" / "a" / ".terraform").mkdir()
    (tmp_path / "stacks" / "a" / ".terraform.lock.hcl").write_text("lock")
    keep_initialised(tmp_path / "stacks" / "a", "x")
    write_bundle(Bundle({"stacks/a/main.tf": b"y"}, "d"), tmp_path)
    assert (tmp_path / "stacks" / "a" / ".terraform.lock.hcl").read_text() == "lock"
    assert initialised_for(tmp_path / "stacks" / "a") == "x"


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


STACK = Path("b", "stacks", "a")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """The directory of a stack in which `terraform init` has run."""
    write_bundle(Bundle({"stacks/a/main.tf": b"x"}, "d"), tmp_path / "b")
    (tmp_path / STACK / ".terraform" / "providers").mkdir(parents=True)
    (tmp_path / STACK / ".terraform" / "providers" / "aws").write_bytes(b"program")
    (tmp_path / STACK / ".terraform.lock.hcl").write_text("lock")
    keep_initialised(tmp_path / STACK, "x")
    return tmp_path / STACK


def _copied(stack: Path) -> None:
    """The same files, as an archive or a clone brings them."""
    shutil.copytree(stack, stack.with_name("copy"))
    shutil.rmtree(stack)
    stack.with_name("copy").rename(stack)


TAMPER: dict[str, Callable[[Path], object]] = {
    "another provider": lambda stack: (stack / ".terraform" / "providers" / "aws").write_bytes(b"foreign"),
    "one more provider": lambda stack: (stack / ".terraform" / "providers" / "more").touch(),
    "modules of its own": lambda stack: (stack / ".terraform" / "modules").mkdir(),
    "another lock file": lambda stack: (stack / ".terraform.lock.hcl").write_text("kcol"),
    "no lock file": lambda stack: (stack / ".terraform.lock.hcl").unlink(),
    "no seal": lambda stack: (stack / ".terraform" / "meshctl-prepared").unlink(),
    "a copy": _copied,
}


@pytest.mark.parametrize("how", TAMPER)
def test_what_terraform_would_trust_is_thrown_away_unless_meshctl_left_it_so(
    prepared: Path, tmp_path: Path, how: str
) -> None:
    TAMPER[how](prepared)
    write_bundle(Bundle({"stacks/a/main.tf": b"x"}, "d"), tmp_path / "b")
    assert [one.name for one in prepared.iterdir()] == ["main.tf"]


@pytest.mark.parametrize(
    "name",
    [
        "evil.tf",
        "evil.tf.json",
        "x.auto.tfvars",
        "terraform.tfvars",
        "main_override.tf",
        "terraform.tfstate",
        "a/evil.tf",
    ],
)
@pytest.mark.parametrize("where", ["stacks/a", "modules/queue", "."])
def test_what_meshctl_did_not_write_is_refused(tmp_path: Path, where: str, name: str) -> None:
    evil = tmp_path / "b" / where / name
    evil.parent.mkdir(parents=True, mode=0o755)
    evil.write_text("planted")
    with pytest.raises(MeshctlError, match=name) as refused:
        write_bundle(Bundle({"stacks/a/main.tf": b"x", "modules/queue/main.tf": b"x"}, "d"), tmp_path / "b")
    assert "was not written by meshctl" in refused.value.message
    assert evil.read_text() == "planted"


def test_a_state_that_terraform_could_not_keep_stays(prepared: Path, tmp_path: Path) -> None:
    (prepared / "errored.tfstate").write_text("precious")
    write_bundle(Bundle({"stacks/a/main.tf": b"y"}, "d"), tmp_path / "b")
    assert (prepared / "errored.tfstate").read_text() == "precious"


def test_a_file_with_a_second_name_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"x")
    (tmp_path / "b").mkdir(mode=0o755)
    (tmp_path / "b" / "a").hardlink_to(tmp_path / "elsewhere")
    write_bundle(Bundle({"a": b"x"}, "d"), tmp_path / "b")
    assert (tmp_path / "b" / "a").stat().st_nlink == 1
