"""AWS's answer to a request that is refused, in the shape of the protocol that was spoken. Pure, apart from a fresh id."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from xml.sax.saxutils import escape

from meshctl.adapters.local_aws.answers import HttpAnswer
from meshctl.adapters.local_aws.requests.calls import AwsCall

NOT_IMPLEMENTED = HTTPStatus.NOT_IMPLEMENTED.value
"""Neither botocore nor the SDK of Terraform's provider asks again after it: both do so after 500, 502, 503 and 504."""

NOTHING_ASKED = "UnknownOperationException"
"""What is answered in XML to who asks nothing: this name alone, without a message."""


@dataclass(frozen=True)
class AwsRefusal:
    """Why a request is not answered: AWS's code, a sentence, and the status of HTTP."""

    code: str
    message: str
    status: int = HTTPStatus.BAD_REQUEST.value


def answer(refusal: AwsRefusal, call: AwsCall) -> HttpAnswer:
    """Give a refusal as the protocol of the call has it."""
    request_id = str(uuid.uuid4())
    body = WRITERS[call.protocol](refusal, request_id, call.namespace)
    headers = [
        ("Content-Type", content_type(call)),
        ("Content-Length", str(len(body))),
        ("x-amzn-RequestId", request_id),
        ("x-amzn-errortype", refusal.code),
    ]
    if call.protocol == "smithy-rpc-v2-cbor":
        headers.append(("smithy-protocol", "rpc-v2-cbor"))
    return HttpAnswer(f"{refusal.status} {HTTPStatus(refusal.status).phrase}", headers, body)


def content_type(call: AwsCall) -> str:
    """Give the content type that an answer has in the call's protocol."""
    return f"application/x-amz-json-{call.json_version}" if call.protocol == "json" else KINDS[call.protocol]


def _json(refusal: AwsRefusal, _: str, __: str) -> bytes:
    return json.dumps({"__type": refusal.code, "message": refusal.message}).encode()


def _rest_json(refusal: AwsRefusal, _: str, __: str) -> bytes:
    return json.dumps({"message": refusal.message}).encode()


def _query(refusal: AwsRefusal, request_id: str, namespace: str) -> bytes:
    if refusal.code == NOTHING_ASKED:
        return f"<{NOTHING_ASKED}/>".encode()
    named = f' xmlns="{namespace}"' if namespace else ""
    error = f"<Error><Type>Sender</Type>{_told(refusal)}</Error>"
    return f"<ErrorResponse{named}>{error}<RequestId>{request_id}</RequestId></ErrorResponse>".encode()


def _rest_xml(refusal: AwsRefusal, request_id: str, _: str) -> bytes:
    return f"<Error>{_told(refusal)}<RequestId>{request_id}</RequestId></Error>".encode()


def _ec2(refusal: AwsRefusal, request_id: str, _: str) -> bytes:
    errors = f"<Errors><Error>{_told(refusal)}</Error></Errors>"
    return f"<Response>{errors}<RequestID>{request_id}</RequestID></Response>".encode()


def _told(refusal: AwsRefusal) -> str:
    return f"<Code>{escape(refusal.code)}</Code><Message>{escape(for_xml(refusal.message))}</Message>"


def for_xml(text: str) -> str:
    """Give a text without the characters that XML cannot say."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "\ufffd" for letter in text)


def _cbor(refusal: AwsRefusal, _: str, __: str) -> bytes:
    """A map of two texts (RFC 8949)."""
    words = (b"__type", refusal.code.encode(), b"message", refusal.message.encode("utf-8", "replace")[:60_000])
    return b"\xa2" + b"".join(b"\x79" + len(word).to_bytes(2) + word for word in words)


WRITERS: dict[str, Callable[[AwsRefusal, str, str], bytes]] = {
    "json": _json,
    "rest-json": _rest_json,
    "query": _query,
    "rest-xml": _rest_xml,
    "ec2": _ec2,
    "smithy-rpc-v2-cbor": _cbor,
}
KINDS = {
    "rest-json": "application/json",
    "query": "text/xml",
    "rest-xml": "application/xml",
    "ec2": "text/xml",
    "smithy-rpc-v2-cbor": "application/cbor",
}
