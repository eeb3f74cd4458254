"""Use case: the files of a function's directory that say which wheels it has. Reads them, and asks nothing of what they say."""

from collections import deque
from contextlib import suppress
from pathlib import Path

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import PINNING, REQUIREMENTS
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.locks.requirement_lines import names_none, requirement_lines
from meshctl.packaging.sources import read_text


def read_pinning(source: Path, root: Path) -> PinningFiles:
    """Those of the directory, and what its requirements name by `-r` and `-c` below `root`.

    Raises `PackagingFailed` where one of the directory cannot be read; of those that are named nobody may need to know.
    """
    texts = {name: text for name in PINNING if (text := read_text(source, name))}
    if REQUIREMENTS not in texts or names_none(texts[REQUIREMENTS]):
        return PinningFiles(texts)
    refused: dict[str, tuple[str, str]] = {}

    def kept(path: str) -> str:
        try:
            if path not in texts:
                texts[path] = _read_below(source, path, root)
            return texts[path]
        except PackagingFailed as error:
            refused[path] = (error.message, error.hint)
            raise

    with suppress(PackagingFailed):
        deque(requirement_lines(REQUIREMENTS, kept), 0)
    return PinningFiles(texts, refused)


def _read_below(source: Path, path: str, root: Path) -> str:
    file = (source / path).resolve()
    if not file.is_relative_to(root.resolve()):
        raise PackagingFailed(f"{path} lies outside the catalogue", "put a copy into the catalogue")
    if not file.is_file():
        raise PackagingFailed(f"there is no {path}, which the requirements name", "correct its name, or write it")
    return read_text(file.parent, file.name)
