"""What Terraform leaves in the directory that it runs in, and whether it is what meshctl's own `init` left. Runs nothing.

Terraform obeys what lies there: a program in `.terraform` is its provider, and the lock file says that it is the right one.
"""

from pathlib import Path

from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import read_private, remove, write_private
from meshctl.adapters.private.seals import SEAL_BYTES, seal
from meshctl.errors import MeshctlError

DATA = ".terraform"
LOCK_FILE = ".terraform.lock.hcl"
PLAN_FILE = "stack.tfplan"
ERRORED_STATE = "errored.tfstate"
NOT_READ = frozenset({ERRORED_STATE, "crash.log"})
"""Written when something goes wrong, for people: Terraform reads neither, and a state that could not be kept is precious."""
OF_ONE_RUN = frozenset({PLAN_FILE, ".terraform.tfstate.lock.info"})
"""Of no use after the run of Terraform that wrote them."""
_SEAL = "meshctl-prepared"
_MOST_BYTES = 64 + 1 + 2 * SEAL_BYTES


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


def remove_unproven(directory: Path) -> None:
    """Takes away what `init` would trust, unless meshctl's own `init` left it so; the next one makes it anew."""
    if not initialised_for(directory):
        remove(directory / DATA)
        remove(directory / LOCK_FILE)


def _digest(directory: Path) -> str:
    return f"{seal(directory / DATA, _SEAL)}{seal(directory / LOCK_FILE)}"
