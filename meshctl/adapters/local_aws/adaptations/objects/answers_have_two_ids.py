"""S3 has names of its own for the ids of an answer, of which it has two: `x-amz-request-id` and `x-amz-id-2`."""

import base64
import os
import re
from typing import Any

from moto.s3.responses import S3Response

HOST_ID = re.compile(r"(?<=<HostId>).*(?=</HostId>)")


def install() -> None:
    """Have S3 name its answers so, in this process and for good."""
    S3Response._enrich_response = staticmethod(_named(S3Response._enrich_response))


def _named(stock: Any) -> Any:
    def enrich(headers: dict[str, Any], body: Any) -> tuple[dict[str, Any], Any]:
        told, body = stock(headers, body)
        told["x-amz-request-id"] = told.pop("x-amzn-requestid")
        told["x-amz-id-2"] = base64.b64encode(os.urandom(56)).decode()
        return told, HOST_ID.sub(lambda _: told["x-amz-id-2"], body) if isinstance(body, str) else body

    return enrich
