"""The seal of what is kept: a digest before it, keyed by the question. What does not fit its digest is not even parsed."""

from hashlib import blake2b

_DIGEST = 32
"""Bytes."""


def sealed(content: bytes, key: bytes) -> bytes:
    """The content below its digest, which is keyed by the question."""
    return _keyed_digest(content, key) + content


def unsealed(entry: bytes, key: bytes) -> memoryview | None:
    """The content of an entry, which may come from anywhere; None where it was not sealed with this key."""
    digest, content = entry[:_DIGEST], memoryview(entry)[_DIGEST:]
    return content if digest == _keyed_digest(content, key) else None


def _keyed_digest(content: bytes | memoryview, key: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=_DIGEST).digest()
