"""Whether all that loading a handler's file imports is there. Pure: parses the function's own files, and executes nothing.

Refused is what certainly fails: an import at the top of a file, outside of every `try` and `if`, of a module that neither Python nor Lambda nor
the package has, wherever in it. Where a file changes how modules are found, nobody can say.
"""

import re
import sys
from collections.abc import Collection, Mapping

from meshctl.aws_facts.lambda_runtime import RUNTIME_MODULES, TOOLS
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import Content, PackedFile
from meshctl.packaging.handlers.handler import NamesOf, file_of, parts_of
from meshctl.packaging.handlers.module_names import module_names

_FINDS_OTHERWISE = (b"sys.path", b"addsitedir", b"meta_path", b"path_hooks", b"path import", b"PYTHONPATH")
_LATER = "annotationlib compression"
_EARLIER = "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes"
_EARLIER += " smtpd sndhdr spwd sunau telnetlib uu xdrlib"
EVERYBODYS = (
    sys.stdlib_module_names | RUNTIME_MODULES | TOOLS | {"__main__", "meshkit", *_LATER.split(), *_EARLIER.split()}
)
"""Of the standard libraries of all Pythons that a function may have, whichever runs this."""
ADDED = "jsonschema_rs"
"""What meshctl adds to the package of a function that validates."""
_NOT_READ = re.compile(
    r"Pipfile(\.lock)?|pylock\.[^./]+\.toml|(poetry|pdm|conda)[-.]lock(\.yml)?|setup\.(py|cfg)|environment\.ya?ml|requirements[^/]*\.(in|txt)",
    re.IGNORECASE,
)
"""Files at the top of a source directory by which other tools know what it needs."""


def refuse_missing_imports(
    own: Mapping[str, Content], there: Collection[str], handler: str, names_of: NamesOf | None = None
) -> None:
    """Raises PackagingFailed where a file of the function's `own`, from the handler's on, imports what is not `there` in its package."""
    texts = {path: _text(held) for path, held in own.items() if path.endswith(".py")}
    if any(sign in text for text in texts.values() for sign in _FINDS_OTHERWISE):
        return
    known = EVERYBODYS | {part.partition(".")[0] for path in there for part in path.split("/")}
    waiting, seen = [file_of(parts_of(handler)[0], texts)], set[str]()
    while waiting:
        file = waiting.pop()
        if not file or file in seen:
            continue
        seen.add(file)
        names = (names_of or module_names)(texts[file])
        if names.by_running:
            return
        for module in names.needs:
            if module.partition(".")[0] not in known:
                raise _missing(file, module.partition(".")[0], own)
            waiting += [file_of(one, texts) for one in _on_the_way(module)]


def _on_the_way(module: str) -> list[str]:
    """`a.b.c` imports `a` and `a.b`, too."""
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _text(held: Content) -> bytes:
    return held.content if isinstance(held, PackedFile) else held


def _missing(file: str, name: str, own: Collection[str]) -> PackagingFailed:
    passed_over = sorted(path for path in own if _NOT_READ.fullmatch(path))
    out = "pin what brings it in requirements.txt, or name it there and run `meshctl lock`"
    if passed_over:
        out += f": {', '.join(passed_over[:3])} {'are' if len(passed_over) > 1 else 'is'} not read"
    return PackagingFailed(
        f"{file} imports {name!r}, which neither Lambda brings nor the function's files or wheels", out
    )
