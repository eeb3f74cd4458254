"""`terraform init` links to a provider in a mirror: whether that is still the same is seen without reading it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.adapters.terraform.leftovers import forget_hashes, seal_of_packages

LOCK = b"""\
# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.64.0, 5.100.0"
%s}
"""
HASHES = b'  hashes = [\n    "h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw=",\n    "zh:054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644",\n  ]\n'
LINK = Path("stack", ".terraform", "providers", "registry.terraform.io", "hashicorp", "aws", "5.100.0", "linux_amd64")
PACKAGE = Path("mirror", "linux_amd64")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A place with a mirror, and a stack's directory that links to the provider in it."""
    (tmp_path / PACKAGE).mkdir(parents=True)
    (tmp_path / PACKAGE / "terraform-provider-aws").write_bytes(b"program")
    (tmp_path / LINK).parent.mkdir(parents=True)
    (tmp_path / LINK).symlink_to(tmp_path / PACKAGE)
    return tmp_path


def _from_elsewhere(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "terraform-provider-aws").write_bytes(b"program")
    (root / LINK).unlink()
    (root / LINK).symlink_to(root / "elsewhere")


CHANGES: dict[str, Callable[[Path], object]] = {
    "another program": lambda root: (root / PACKAGE / "terraform-provider-aws").write_bytes(b"another"),
    "one more file": lambda root: (root / PACKAGE / "more").touch(),
    "a program that is gone": lambda root: (root / PACKAGE / "terraform-provider-aws").unlink(),
    "a link to elsewhere": _from_elsewhere,
    "a link to itself": lambda root: ((root / LINK).unlink(), (root / LINK).symlink_to(root / LINK)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_provider_that_is_another_one_is_noticed(directory: Path, change: str) -> None:
    before = seal_of_packages(directory / "stack")
    assert before == seal_of_packages(directory / "stack")
    CHANGES[change](directory)
    assert seal_of_packages(directory / "stack") != before


def test_a_program_that_is_itself_a_link_is_followed(directory: Path) -> None:
    program = directory / PACKAGE / "terraform-provider-aws"
    program.rename(directory / "store")
    program.symlink_to(directory / "store")
    before = seal_of_packages(directory / "stack")
    (directory / "store").write_bytes(b"another")
    assert seal_of_packages(directory / "stack") != before


def test_a_lock_file_keeps_all_but_the_hashes(directory: Path) -> None:
    lock = directory / "stack" / ".terraform.lock.hcl"
    lock.write_bytes(LOCK % HASHES)
    forget_hashes(directory / "stack")
    assert lock.read_bytes() == LOCK % b""


def test_where_no_provider_is_needed_there_is_no_lock_file(directory: Path) -> None:
    forget_hashes(directory / "stack")
    assert not (directory / "stack" / ".terraform.lock.hcl").exists()
