"""The records of a stage as this machine read them last, so that what the bucket still has is not read again. Pure.

The ETag of a record is the MD5 of its bytes, since meshctl writes it in one piece and has S3 encrypt it (SSE-S3). So what was
kept proves itself: whatever lies there, it counts for what has its ETag, and for nothing else. Where a bucket gives other ETags,
nothing that was kept counts.
"""

from collections.abc import Iterable, Mapping
from hashlib import md5

_BETWEEN = b"\0"
"""JSON holds none."""


def as_kept(records: Iterable[bytes]) -> bytes:
    """The text of records as one file."""
    return _BETWEEN.join(sorted(records))


def kept_records(kept: bytes) -> Mapping[str, bytes]:
    """The records of such a file, which may hold anything, each by its ETag."""
    return {_etag(one): one for one in kept.split(_BETWEEN)} if kept else {}


def _etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'
