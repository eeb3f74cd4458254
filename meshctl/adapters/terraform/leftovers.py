"""What Terraform leaves in the directory that it runs in, and whether it is what meshctl's own `init` left. Runs nothing.

Terraform obeys what lies there: a program in `.terraform` is its provider, and the lock file says that it is the right one.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import read_private, remove, write_private
from meshctl.adapters.private.seals import SEAL_BYTES, seal
from meshctl.errors import MeshctlError

DATA = ".terraform"
LOCK_FILE = ".terraform.lock.hcl"
PLAN_FILE = "stack.tfplan"
IMPORT_FILE = "import.tf.json"
"""What Terraform is to take in with one plan: it lies there while that is made."""
ERRORED_STATE = "errored.tfstate"
BEGUN = "apply-begun"
"""Of meshctl: since this file was written Terraform writes the state here, or it did so and has left its lock."""
NOT_READ = frozenset({ERRORED_STATE, BEGUN, "crash.log"})
"""What Terraform does not read and what is to stay: a state that could not be written is precious."""
OF_ONE_RUN = frozenset({PLAN_FILE, IMPORT_FILE, ".terraform.tfstate.lock.info"})
"""Of no use after the run of Terraform that wrote them."""
_SEAL = "meshctl-prepared"
_MOST_BYTES = 64 + SEAL_BYTES + 1 + 2 * SEAL_BYTES
_LONGEST_LOCK = 1 << 16
_HASHES = re.compile(rb"^ *hashes *= *\[[^\]]*\]\n", re.MULTILINE)


def keep_initialised(directory: Path, configuration: str) -> None:
    """Remembers that `terraform init` has just been run in a directory, for a configuration of that fingerprint."""
    write_private(private_directory(directory, DATA) / _SEAL, f"{configuration} {_digest(directory)}".encode())


def initialised_for(directory: Path) -> str:
    """The fingerprint that was remembered; empty where what `init` left is not there any more, or is not what it left."""
    try:
        data = find_private_directory(directory, DATA)
        kept = (data and read_private(data / _SEAL, _MOST_BYTES)) or b""
    except MeshctlError:
        return ""
    configuration, _, digest = kept.decode("ascii", "replace").partition(" ")
    return configuration if digest == _digest(directory) else ""


def forget_hashes(directory: Path) -> None:
    """Takes the provider's hashes out of the lock file that `init` has made, so that Terraform does not compute them in each run.

    They say that the provider is what it was at `init`, which `seal_of_packages` says as well and for nothing: Terraform reads
    700 MB for it, 0.6 s of processor of the 4 s that a small plan takes (measured, provider 5.100).
    """
    lock = read_private(directory / LOCK_FILE, _LONGEST_LOCK)
    if lock:
        write_private(directory / LOCK_FILE, _HASHES.sub(b"", lock))


def seal_of_packages(directory: Path) -> str:
    """The seal of the providers that `init` has only linked to, where they really lie: in a mirror or in a cache."""
    seals = "".join(map(seal, _linked_files(directory / DATA / "providers")))
    return blake2b(seals.encode(), digest_size=32).hexdigest()


def _linked_files(providers: Path) -> Iterator[Path]:
    for package in sorted(providers.glob("*/*/*/*/*")):
        if package.is_symlink() and package.is_dir():
            yield from (Path(os.path.realpath(one)) for one in sorted(package.iterdir()) if one.is_file())


def mark_begun(directory: Path) -> None:
    """Terraform is about to write the state of a directory."""
    remove(directory / BEGUN)
    write_private(directory / BEGUN, b"")


def mark_ended(directory: Path) -> None:
    """It has ended, and Terraform has let go of the state."""
    remove(directory / BEGUN)


def begun_applies(stacks: Path) -> Mapping[str, datetime]:
    """Since when Terraform writes a state in a directory below, and has not let go of it. Whoever asks holds the bundle: none is at work.

    What lies in a directory that meshctl has not prepared came along with the catalogue, and says nothing.
    """
    marks = [mark for mark in stacks.glob(f"*/{BEGUN}") if initialised_for(mark.parent)]
    return {mark.parent.name: datetime.fromtimestamp(mark.lstat().st_mtime, UTC) for mark in marks}


def remove_unproven(directory: Path) -> None:
    """Takes away what `init` would trust, unless meshctl's own `init` left it so; the next one makes it anew."""
    if not initialised_for(directory):
        remove(directory / DATA)
        remove(directory / LOCK_FILE)


def _digest(directory: Path) -> str:
    return f"{seal(directory / DATA, _SEAL)}{seal(directory / LOCK_FILE)}"
