"""What the output of a task tells of the answer over HTTP, beside what the service answered. Pure.

Step Functions has it for the services that it integrates with by themselves, not for `aws-sdk`. Recorded on AWS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS = ("x-amzn-RequestId", "connection", "Content-Length", "Date", "Content-Type")
HEADERS = {
    "sns": ALWAYS,
    "sqs": ALWAYS,
    "stepfunctions": ALWAYS,
    "dynamodb": ("Server", "Connection", "x-amzn-RequestId", "x-amz-crc32", "Content-Length", "Date", "Content-Type"),
    "dynamodb:get_item": (
        "Server",
        "x-amzn-requestid",
        "Connection",
        "x-amz-crc32",
        "Content-Length",
        "Date",
        "Content-Type",
    ),
    "lambda": (
        "X-Amz-Log-Result",
        "X-Amz-Executed-Version",
        "x-amzn-Remapped-Content-Length",
        "Connection",
        "x-amzn-RequestId",
        "Content-Length",
        "Date",
        "X-Amzn-Trace-Id",
        "Content-Type",
    ),
}
"""Which headers are told, by services as botocore names them, or one call of theirs, as each of them writes their names."""
OF_ITS_OWN = {"server": "Server", "connection": "keep-alive", "x-amzn-remapped-content-length": "0"}
"""What AWS's endpoints say of themselves."""


@dataclass(frozen=True)
class TaskAnswer:
    """An answer over HTTP without its body; headers by their names in lower case."""

    status: int
    headers: Mapping[str, str]


def sdk_metadata(service: str, call: str, answer: TaskAnswer) -> dict[str, Any]:
    """Give what a task's output gains of an answer; nothing for a service of whose answers nothing is told."""
    told = {**answer.headers, **OF_ITS_OWN}
    names = HEADERS.get(f"{service}:{call}") or HEADERS.get(service, ())
    headers = {name: told[name.lower()] for name in names if name.lower() in told}
    if not headers:
        return {}
    http = {
        "AllHttpHeaders": {name: [value] for name, value in headers.items()},
        "HttpHeaders": headers,
        "HttpStatusCode": answer.status,
    }
    return {"SdkHttpMetadata": http, "SdkResponseMetadata": {"RequestId": told.get("x-amzn-requestid", "")}}
