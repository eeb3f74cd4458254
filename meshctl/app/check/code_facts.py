"""What a check asks of Python files: which names they bind, and nothing else, so that other code is no other question.

A file is parsed once: what is known of it is kept by a digest of its text, under the seal of the code that judges.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from meshctl.app.check.seals import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meshctl.ports import AnswerCache

MOST_FACTS = 50_000
"""Of files that were there once; beyond that, only what is there now is kept."""


def code_facts(code: Mapping[str, bytes], cache: AnswerCache | None, judge: str) -> Mapping[str, str]:
    """By path a digest of what a check can see of the file: another one wherever a check might say another thing."""
    key = blake2b(judge.encode(), digest_size=32).digest()
    digests = {path: blake2b(text, digest_size=16).hexdigest() for path, text in code.items()}
    known = _known(cache.read(), key) if cache and code else {}
    unknown = {digest: code[path] for path, digest in digests.items() if digest not in known}
    if unknown:
        known |= {digest: _fact(text) for digest, text in unknown.items()}
        kept = known if len(known) <= MOST_FACTS else {digest: known[digest] for digest in digests.values()}
        if cache:
            cache.write(sealed(json.dumps(kept).encode(), key))
    return {path: known[digest] for path, digest in digests.items()}


def _known(entry: bytes, key: bytes) -> dict[str, str]:
    content = unsealed(entry, key)
    return dict(json.loads(bytes(content))) if content else {}


def _fact(text: bytes) -> str:
    from meshctl.packaging.module_names import module_names  # noqa: PLC0415  only for what is new

    return blake2b(repr(module_names(text)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
