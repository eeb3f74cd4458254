"""The name index: a line for each name in a mesh, after its kind. Pure, and quick to read: completing reads nothing else.

An index may come from anywhere, since a catalogue may be cloned with all that lies in it. What is no name is left out, so
that nothing of it can be more than a word for the shell: no control character, no space, nothing that a shell expands.
"""

import re
from collections.abc import Collection, Iterable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,255}")


def encode_names(names: Iterable[tuple[str, str]], most_bytes: int) -> bytes:
    """The index of these names, each with its kind; names that do not fit into `most_bytes` are left out."""
    lines = (f"{kind} {name}\n" for kind, name in sorted({*names}) if _NAME.fullmatch(name))
    content = "".join(lines).encode()
    return content[: content.rfind(b"\n", 0, most_bytes) + 1]


def names_in(index: bytes, kinds: Collection[str], beginning: str) -> list[str]:
    """The names of these kinds that begin so, sorted and each once."""
    lines = (line.partition(" ") for line in index.decode("ascii", "replace").split("\n"))
    found = {name for kind, _, name in lines if kind in kinds and name.startswith(beginning)}
    return sorted(name for name in found if _NAME.fullmatch(name))
