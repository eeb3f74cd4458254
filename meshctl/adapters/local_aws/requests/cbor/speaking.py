"""Has a call that comes in CBOR answered as one in JSON, and answers it in CBOR."""

import json
from collections.abc import Iterable
from dataclasses import replace

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start, ask
from meshctl.adapters.local_aws.requests import bounds
from meshctl.adapters.local_aws.requests.aws_request import Environ, head_of, put_body, read_body
from meshctl.adapters.local_aws.requests.calls import AwsCall, find_call
from meshctl.adapters.local_aws.requests.cbor.reading import json_of
from meshctl.adapters.local_aws.requests.cbor.writing import cbor_of
from meshctl.adapters.local_aws.requests.parameters import NotWellFormed
from meshctl.adapters.local_aws.requests.refusals import AwsRefusal, answer, content_type
from meshctl.adapters.local_aws.requests.services import signed_service

SPOKEN_BY = "kinesis"
KIND = "application/x-amz-cbor-1.1"


def speaking_cbor(application: Application) -> Application:
    """Give the application that understands both."""

    def answered(environ: Environ, start: Start) -> Iterable[bytes]:
        signed = signed_service(environ.get("HTTP_AUTHORIZATION", ""))
        if signed != SPOKEN_BY or not environ.get("CONTENT_TYPE", "").startswith(KIND):
            return application(environ, start)
        call = find_call(head_of(environ), signed)
        return _in_cbor(_asked(application, environ, call), call).send(start)

    return answered


def _asked(application: Application, environ: Environ, call: AwsCall) -> HttpAnswer:
    most = bounds.most_bytes(call.signed)
    body = read_body(environ, most)
    if body is None:
        return answer(bounds.too_large(call, most), call)
    try:
        put_body(environ, json_of(body))
    except NotWellFormed as problem:
        return answer(AwsRefusal("SerializationException", str(problem)), call)
    environ["CONTENT_TYPE"] = content_type(call)
    return ask(application, environ)


def _in_cbor(answered: HttpAnswer, call: AwsCall) -> HttpAnswer:
    """An answer that is JSON; what goes on while it is sent has a form of its own."""
    if answered.pieces is not None or not answered.body:
        return answered
    shape = call.operation.output_shape if call.operation and answered.status.startswith("2") else None
    body = cbor_of(json.loads(answered.body), shape)
    kept = [(name, value) for name, value in answered.headers if name.lower() not in ("content-type", "content-length")]
    return replace(answered, headers=[("Content-Type", KIND), ("Content-Length", str(len(body))), *kept], body=body)
