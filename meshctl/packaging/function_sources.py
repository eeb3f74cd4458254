"""What the package of one function is built of, read and found sound, with a digest of it. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from meshctl.packaging.archive import ExecutableContent
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.requirements import Pin
from meshctl.packaging.targets import PackageTarget


@dataclass(frozen=True, slots=True)
class FunctionSources:
    """The function's `own` files by path, its handler, what pins its wheels, and where it runs; `place` is its directory.

    `is_fixed` says that the pins alone tell which wheels are meant, whatever registry has them. `added` are wheels that it has besides,
    unless it pins them itself.
    """

    place: str
    own: Mapping[str, bytes]
    handler: str
    pinning: PinningFiles
    target: PackageTarget
    is_fixed: bool = True
    added: tuple[Pin, ...] = ()

    def digest(self, packager: str) -> str:
        """Hex SHA-256 over all that decides about the package's bytes; `packager` is a digest of what builds it."""
        said = [packager, self.handler, repr(self.target), self.pinning.digest, *map(str, self.added)]
        said += [_told(path, content) for path, content in sorted(self.own.items())]
        return sha256("\n".join(said).encode()).hexdigest()


def _told(path: str, content: bytes) -> str:
    return f"{path}\0{sha256(content).hexdigest()}\0{isinstance(content, ExecutableContent)}"
