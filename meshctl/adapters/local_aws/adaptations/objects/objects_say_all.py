"""S3 encrypts each object, if with no other key then with its own, and says so; it says of a checksum that it is the whole object's."""

from typing import Any

from moto.s3.models import FakeKey
from moto.s3.responses import S3Response

ITS_OWN, WHOLE = "AES256", "FULL_OBJECT"


def install() -> None:
    """Have objects tell so, in this process and for good."""
    FakeKey.__init__ = _made(FakeKey.__init__)
    S3Response._get_checksum = _told(S3Response._get_checksum)


def _made(stock: Any) -> Any:
    def create(key: Any, *args: Any, **kwargs: Any) -> None:
        stock(key, *args, **kwargs)
        key.encryption, key.checksum_type = key.encryption or ITS_OWN, key.checksum_type or WHOLE

    return create


def _told(stock: Any) -> Any:
    def get_checksum(response: Any, response_headers: dict[str, Any]) -> tuple[str, str | None]:
        algorithm, value = stock(response, response_headers)
        if algorithm:
            response_headers["x-amz-checksum-type"] = WHOLE
        return algorithm, value

    return get_checksum
