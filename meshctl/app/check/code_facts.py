"""What reading a catalogue asks of Python files: whether each handler is there, and nothing else.

So code that has other names, and the handlers it had, is no other question. Which handlers a catalogue has is known once it was read;
which names a file binds is kept by a digest of its text. All lies under the seal of the code that judges.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from meshctl.app.check.seals import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meshctl.catalogue.files import CatalogueFiles
    from meshctl.model.mesh import Mesh
    from meshctl.packaging.handlers.module_names import ModuleNames
    from meshctl.ports import AnswerCache

MOST_NAMES, MOST_QUESTIONS = 50_000, 8
"""Of files, and of catalogues, that were there once; of more, the latest are kept."""


_Known = dict[str, dict[str, Any]]
"""`names` of a file by the digest of its text; the handlers that are `asked` for by a digest of all but code; how they were `judged` by
that and a digest of all code."""


class AskedHandlers:
    """What is known of the Python files of a catalogue, of which `about` is a digest of all else that decides."""

    def __init__(self, files: CatalogueFiles, about: bytes, cache: AnswerCache | None, judge: str) -> None:
        self._files, self._cache = files, cache
        self._key = blake2b(judge.encode(), digest_size=32).digest()
        self._digests = {path: blake2b(text, digest_size=16).hexdigest() for path, text in files.code.items()}
        self._about, self._texts = about.hex(), _digest((about, sorted(self._digests.items())))
        self._known = _known(cache.read() if cache and files.code else b"", self._key)

    def digest(self) -> str:
        """Another one wherever reading might say another thing of the code."""
        judged, asked = self._known["judged"], self._known["asked"].get(self._about)
        if self._digests and self._texts not in judged and asked is not None:
            self._judge(asked)
        # What nobody has read yet is read, whatever is kept of other texts.
        return str(judged.get(self._texts, self._texts)) if self._digests else ""

    def learn(self, mesh: Mesh) -> None:
        """Takes in which handlers the catalogue names."""
        if self._digests:
            self._judge(asked_handlers(mesh))

    def _judge(self, asked: Iterable[Sequence[str]]) -> None:
        verdicts = [(*one, self._verdict(*one)) for one in asked]
        _put(self._known["asked"], self._about, [one[:-1] for one in verdicts], MOST_QUESTIONS)
        _put(self._known["judged"], self._texts, _digest(verdicts), MOST_QUESTIONS)
        if self._cache:
            self._cache.write(sealed(json.dumps(self._known).encode(), self._key))

    def _verdict(self, source: str, handler: str, runtime: str) -> str:
        from meshctl.catalogue.paths import refuse_missing_handler  # noqa: PLC0415  only for what is new
        from meshctl.errors import PackagingFailed  # noqa: PLC0415

        try:
            refuse_missing_handler(self._files, source, handler, runtime, self._names_of)
        except PackagingFailed as error:
            return f"{type(error).__name__} {error.message}\n{error.hint}"
        return ""

    def _names_of(self, text: bytes) -> ModuleNames:
        from meshctl.packaging.handlers.module_names import (  # noqa: PLC0415
            ModuleNames,
            NameImport,
            StarImport,
            module_names,
        )
        from meshctl.packaging.handlers.unfit import UnfitHandler  # noqa: PLC0415

        names, digest = self._known["names"], blake2b(text, digest_size=16).hexdigest()
        if digest not in names:
            _put(names, digest, astuple(module_names(text)), MOST_NAMES)
        bound, unfit, given, stars, imports, needs, exported, *others = names[digest]
        return ModuleNames(
            tuple(bound),
            tuple((name, UnfitHandler(why)) for name, why in unfit),
            tuple(given),
            tuple(StarImport(*one) for one in stars),
            tuple(NameImport(*one) for one in imports),
            tuple(needs),
            None if exported is None else tuple(exported),
            *others,
        )


def asked_handlers(mesh: Mesh) -> list[tuple[str, str, str]]:
    """The source, the handler and the runtime of every function, also as a stage has it."""
    meshes = (mesh, *mesh.variants.values())
    functions = (one for each in meshes for service in each.services for one in service.functions)
    return sorted({(one.source, one.handler, one.runtime) for one in functions})


def _known(entry: bytes, key: bytes) -> _Known:
    content = unsealed(entry, key)
    return json.loads(bytes(content)) if content else {"asked": {}, "judged": {}, "names": {}}


def _put(kept: dict[str, Any], key: str, value: object, most: int) -> None:
    """As the latest; the oldest make room."""
    kept.pop(key, None)
    kept[key] = value
    while len(kept) > most:
        del kept[next(iter(kept))]


def _digest(said: object) -> str:
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
