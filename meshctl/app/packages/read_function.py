"""Use case: what the package of one function is built of. Parses no code, and imports nothing that builds: most are built already."""

from pathlib import Path

from meshctl.app.packages.read_pinned import read_pinned
from meshctl.packaging.foreign_code import refuse_foreign_code
from meshctl.packaging.function_sources import FunctionSources, LockedProject
from meshctl.packaging.requirements import Pin
from meshctl.packaging.sources import read_sources
from meshctl.packaging.targets import PackageTarget


def read_function(source: Path, handler: str, target: PackageTarget, root: Path | None = None) -> FunctionSources:
    """The sources of the function in the directory `source`, whose requirements may lead to files below `root`.

    Parses no code: where a package of the same sources is there, its handler was looked for. Raises `PackagingFailed`.
    """
    own = read_sources(source)
    refuse_foreign_code(own, target)
    pinned = read_pinned(source, root or source, target)
    project = pinned if isinstance(pinned, LockedProject) else None
    pins = () if isinstance(pinned, LockedProject) else chosen_pins(pinned, target)
    return FunctionSources(str(source), own, handler, pins, target, project)


def chosen_pins(pins: tuple[Pin, ...], target: PackageTarget) -> tuple[Pin, ...]:
    """Those whose markers hold for the target. Raises `PackagingFailed`."""
    if not pins:
        return ()
    from meshctl.packaging.needs import pins_for  # noqa: PLC0415  most functions pin nothing

    return pins_for(pins, target)
