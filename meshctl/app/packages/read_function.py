"""Use case: what the package of one function is built of. Parses no code, and imports nothing that builds: most are built already."""

from collections.abc import Callable
from pathlib import Path

from meshctl.app.packages.read_pinning import read_pinning
from meshctl.packaging.foreign_code import refuse_foreign_code
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.locks.pinning_files import LockedProject, PinningFiles
from meshctl.packaging.requirements import are_hashed
from meshctl.packaging.sources import read_sources
from meshctl.packaging.targets import PackageTarget

JudgePins = Callable[[PinningFiles, PackageTarget], bool]
"""Whether pins alone say which wheels are meant, wherever these come from; raises `PackagingFailed` for what pins nothing for the target."""


def read_function(
    source: Path, handler: str, target: PackageTarget, root: Path | None = None, judge: JudgePins | None = None
) -> FunctionSources:
    """The sources of the function in the directory `source`, whose requirements may lead to files below `root`.

    Parses no code: where a package of the same sources is there, its handler was looked for. Raises `PackagingFailed`.
    """
    own = read_sources(source)
    refuse_foreign_code(own, target)
    pinning = read_pinning(source, root or source)
    return FunctionSources(str(source), own, handler, pinning, target, (judge or are_fixed)(pinning, target))


def are_fixed(files: PinningFiles, target: PackageTarget) -> bool:
    """Judges the pins of these files by what they say. Raises `PackagingFailed`."""
    if not files.texts:
        return True
    from meshctl.packaging.locks.pinned import pinned  # noqa: PLC0415  most functions pin nothing

    pins = pinned(files, target)
    return not isinstance(pins, LockedProject) and are_hashed(pins)
