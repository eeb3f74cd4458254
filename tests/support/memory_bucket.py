"""A stage's bucket in memory, which passes the same tests as S3 (tests/local/embedded_aws/test_stage_bucket.py)."""

from hashlib import md5

from meshctl.errors import AwsRefused, ChangedMeanwhile


class MemoryBucket:
    """A `StageBucket`; `objects` and `ages` (seconds) may be looked at and changed, as somebody else and time would."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.ages: dict[str, float] = {}

    def keys(self, beginning: str) -> dict[str, str]:
        return {key: _etag(one) for key, one in sorted(self.objects.items()) if key.startswith(beginning)}

    def meshes(self) -> tuple[str, ...]:
        return tuple(sorted({key.partition("/")[0] for key in self.objects if "/" in key}))

    def read(self, key: str, most_bytes: int) -> tuple[bytes, str] | None:
        content = self.objects.get(key)
        if content is not None and len(content) > most_bytes:
            raise AwsRefused(f'"{key}" is longer than {most_bytes:,} bytes', "restore it")
        return None if content is None else (content, _etag(content))

    def write(self, key: str, content: bytes, instead_of: str | None) -> str:
        there = self.objects.get(key)
        if instead_of != (None if there is None else _etag(there)):
            raise ChangedMeanwhile(key)
        self.objects[key] = content
        return _etag(content)

    def put(self, key: str, content: bytes) -> str:
        self.objects[key] = content
        self.ages.pop(key, None)
        return _etag(content)

    def age(self, key: str) -> float | None:
        return self.ages.get(key, 0.0) if key in self.objects else None

    def delete(self, key: str, only: str | None = None) -> None:
        there = self.objects.get(key)
        if only and there is not None and only != _etag(there):
            raise ChangedMeanwhile(key)
        self.objects.pop(key, None)


def _etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'
