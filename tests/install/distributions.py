"""The source distribution and the wheel of this checkout, and an environment that has nothing but what was installed."""

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from re import sub

from tests.local.mesh.running_mesh import clean_environment, finished, shown

CHECKOUT = Path(__file__).parents[2]
PINS = CHECKOUT / "requirements" / "meshctl.txt"
FOREIGN = ("PYTHON", "MESHCTL_CATALOGUE", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Distributions:
    """The directory that holds the two files of a release."""

    directory: Path

    @property
    def wheel(self) -> Path:
        """The only wheel there."""
        (wheel,) = self.directory.glob("meshctl-*.whl")
        return wheel

    @property
    def source(self) -> Path:
        """The only source distribution there."""
        (source,) = self.directory.glob("meshctl-*.tar.gz")
        return source


def build(tree: Path, directory: Path, *options: str) -> Distributions:
    """Builds a tree with the pinned hatchling of this environment, without a network."""
    ran([sys.executable, "-m", "hatchling", "build", "--directory", str(directory), *options], tree)
    return Distributions(directory)


@dataclass(frozen=True)
class Installation:
    """An environment of its own, in which meshctl is called as a person calls it."""

    directory: Path

    @classmethod
    def empty(cls, directory: Path) -> "Installation":
        """A new environment that holds pip and nothing else."""
        venv.create(directory, with_pip=True, symlinks=True)
        return cls(directory)

    def install(self, *wanted: str) -> None:
        """pip install, in the versions that are pinned here; without hashes, which no file that was just built has."""
        pins = self.directory / "pins.txt"
        # A constraint has no extras.
        lines = [sub(r"\[.*]|\\$", "", one) for one in PINS.read_text().splitlines() if not one.startswith(" ")]
        pins.write_text("\n".join(lines))
        pip = [self._program("python"), "-m", "pip", "install", "--quiet", "--no-input"]
        ran([*pip, "--constraint", str(pins), *wanted], self.directory)

    def meshctl(self, catalogue: Path, *arguments: str, code: int = 0) -> str:
        """Runs a command in the catalogue's directory; it has to end with `code`. Gives all that it said."""
        return ran([self._program("meshctl"), *arguments], catalogue, code)

    def python(self, program: str) -> str:
        """What a program prints there."""
        return ran([self._program("python"), "-c", program], self.directory).strip()

    def _program(self, name: str) -> str:
        return str(self.directory / "bin" / name)


def ran(command: list[str], directory: Path, code: int = 0) -> str:
    """What a command says; one that ends otherwise than with `code` fails, and one that does not end is stopped."""
    environment = {name: value for name, value in clean_environment().items() if not name.startswith(FOREIGN)}
    process = subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    done = finished(process)
    assert done.returncode == code, f"{' '.join(command)} ended with {done.returncode}\n{shown(done)}"
    return done.stdout + done.stderr
