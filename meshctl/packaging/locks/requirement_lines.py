"""The lines of a requirements file, and of all files that it names by `-r` and `-c`. Pure: is handed the files' texts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import REQUIREMENTS
from meshctl.packaging.requirements import numbered_lines

_FILE = re.compile(r"(?:-r|--requirement|(?P<constraint>-c|--constraint))(?: +|=| *(?=[^ =-]))(?P<path>\S.*)")
_ITSELF = re.compile(r"(?:(?:-e|--editable)[ =])?(?:file:)?\./?")
_MOOT = re.compile(r"--prefer-binary|--only-binary[ =]\S+")
"""What holds anyway: wheels alone are taken."""
_PLAIN = re.compile(r"[\w./ -]+")
ReadText = Callable[[str], str]
"""The text of a file by its path, which may lead out of the function's directory by `..`; raises `PackagingFailed`."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line that names no further file, where it stands, and whether it only constrains."""

    said: str
    file: str
    number: int
    constrains: bool

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"line {self.number} of {self.file}"

    @property
    def is_itself(self) -> bool:
        """Whether it names the project whose directory the function's is, as `uv export` does: its code is there already."""
        return self.file == REQUIREMENTS and bool(_ITSELF.fullmatch(self.said))


def names_none(text: str) -> bool:
    """Whether it certainly names no further file; quickly, for the many long ones that only pin."""
    return "-r" not in text and "-c" not in text


def requirement_lines(path: str, read: ReadText) -> Iterator[FileLine]:
    """All of them; each file is read once, and once more where it constrains as well. Raises `PackagingFailed`."""
    seen = set[tuple[str, bool]]()
    waiting = [(path, False)]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for line, number in numbered_lines(read(one[0])):
            if further := _FILE.fullmatch(line):
                constrains = one[1] or bool(further["constraint"])
                waiting.append((_path(further["path"], one[0], number), constrains))
            elif not _MOOT.fullmatch(line):
                yield FileLine(line, one[0], number, one[1])


def _path(said: str, beside: str, number: int) -> str:
    if not _PLAIN.fullmatch(said):
        raise PackagingFailed(
            f"line {number} of {beside} names no file", "name one of the catalogue, by its path from here"
        )
    return normpath(join(dirname(beside), said))
