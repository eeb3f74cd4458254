"""Files that several wheels bring with other contents, and whose counts: uv installs wheels at the same time, and the last one wins. Decides only."""

from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution

from meshctl.packaging.requirements import canonical


def contested_files(wheels: Iterable[Distribution]) -> Mapping[str, str]:
    """By its path from where all are installed, the canonical name of the wheel whose file counts: the last one by name.

    pip takes any such wheels as well, and many have a `tests/` at their top.
    """
    brought: dict[str, dict[str, str]] = {}
    for wheel in wheels:
        for file in wheel.files or ():
            brought.setdefault(file.as_posix(), {})[canonical(wheel.name)] = file.hash.value if file.hash else ""
    return {path: max(by) for path, by in brought.items() if len({*by.values()}) > 1}
