"""The bucket of a stage in S3, with what lies in it and under which condition it is replaced.

Knows no states and no records.
"""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError

from meshctl.adapters.aws.refusals import refusals
from meshctl.errors import AwsRefused, ChangedMeanwhile

_CHANGED = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
_RESTORE = "meshctl writes nothing that long: restore the version before it, which the bucket keeps"


class S3StageBucket:
    """A `StageBucket` in S3. What is written is encrypted as Terraform encrypts the states (`encrypt = true`)."""

    def __init__(self, client: Any, name: str, *, embedded: bool) -> None:
        self._s3 = client
        self._name = name
        self._embedded = embedded

    def keys(self, beginning: str) -> dict[str, str]:
        """All keys that begin so, each with the ETag of what lies there. Raises `AwsRefused`."""
        pages = self._listed(Prefix=beginning)
        return {one["Key"]: str(one["ETag"]) for page in pages for one in page.get("Contents", ())}

    def meshes(self) -> tuple[str, ...]:
        """What the keys begin with, up to their first slash. Raises `AwsRefused`."""
        listed = (one for page in self._listed(Delimiter="/") for one in page.get("CommonPrefixes", ()))
        return tuple(one["Prefix"].rstrip("/") for one in listed)

    def read(self, key: str, most_bytes: int) -> tuple[bytes, str] | None:
        """What lies at `key`, and its ETag. Raises `AwsRefused`, also where it is longer than `most_bytes`."""
        with refusals(embedded=self._embedded):
            try:
                found = self._s3.get_object(Bucket=self._name, Key=key)
            except ClientError as error:
                if error.response["Error"]["Code"] == "NoSuchKey":
                    return None
                raise
            content = found["Body"].read(most_bytes + 1)
        if len(content) > most_bytes:
            raise AwsRefused(f'"{key}" in the bucket {self._name} is longer than {most_bytes:,} bytes', _RESTORE)
        return content, str(found["ETag"])

    def write(self, key: str, content: bytes, instead_of: str | None) -> str:
        """Puts `content` where what has that ETag lies, or nothing. Raises `ChangedMeanwhile` or `AwsRefused`.

        The condition is S3's own ("Conditional writes"), so that of two at once one is refused.
        """
        condition = {"IfMatch": instead_of} if instead_of else {"IfNoneMatch": "*"}
        with refusals(embedded=self._embedded):
            try:
                return self._put(key, content, **condition)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _CHANGED:
                    raise
        raise ChangedMeanwhile(key)

    def put(self, key: str, content: bytes) -> str:
        """Puts `content` at `key`, whatever lies there; gives its ETag. Raises `AwsRefused`."""
        with refusals(embedded=self._embedded):
            return self._put(key, content)

    def age(self, key: str) -> float | None:
        """For how many seconds what lies at `key` has been there; S3 says both times, to the second. Raises `AwsRefused`."""
        with refusals(embedded=self._embedded):
            try:
                found = self._s3.head_object(Bucket=self._name, Key=key)
            except ClientError as error:
                if error.response["Error"]["Code"] in ("404", "NoSuchKey"):
                    return None
                raise
        now = parsedate_to_datetime(found["ResponseMetadata"]["HTTPHeaders"]["date"])
        then: datetime = found["LastModified"]
        return max(0.0, (now - then).total_seconds())

    def delete(self, key: str, only: str | None = None) -> None:
        """Leaves nothing at `key`; a bucket with versions keeps what was there. Raises `AwsRefused`.

        Where something lies there that has not the ETag `only`, it raises `ChangedMeanwhile`; the condition is S3's own.
        """
        condition = {"IfMatch": only} if only else {}
        with refusals(embedded=self._embedded):
            try:
                self._s3.delete_object(Bucket=self._name, Key=key, **condition)
                return
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code not in _CHANGED:
                    raise
        if code != "NoSuchKey":
            raise ChangedMeanwhile(key)

    def _put(self, key: str, content: bytes, **condition: str) -> str:
        place = {"Bucket": self._name, "Key": key, "ContentType": "application/json", "ServerSideEncryption": "AES256"}
        return str(self._s3.put_object(**place, Body=content, **condition)["ETag"])

    def _listed(self, **which: str) -> Iterator[Any]:
        with refusals(embedded=self._embedded):
            yield from self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._name, **which)
