"""What an SDK sends in CBOR is read as JSON, and answered in CBOR with the same names and values."""

import base64
import json
from typing import Any

import pytest
from botocore.parsers import BaseCBORParser
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.requests.cbor.reading import json_of
from meshctl.adapters.local_aws.requests.cbor.writing import cbor_of
from meshctl.adapters.local_aws.requests.parameters import NotWellFormed

KINESIS = get_session().get_service_model("kinesis")
PLAIN = st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))


def read(body: bytes) -> Any:
    parser = BaseCBORParser(timestamp_parser=lambda moment: ("moment", moment))
    return parser.parse_data_item(parser.get_peekable_stream_from_bytes(body))


@given(VALUES)
def test_what_is_written_in_cbor_is_read_as_the_same_json(value: Any) -> None:
    assert json.loads(json_of(cbor_of(value))) == value


@given(st.binary(max_size=200))
def test_no_body_fails_otherwise_than_as_not_well_formed(body: bytes) -> None:
    try:
        json_of(body)
    except NotWellFormed:
        return


@pytest.mark.parametrize(
    "body",
    [b"\x5b" + b"\x7f" * 8, b"\x81" * 100_000, b"\xa1\x41a\x01", b"\xc1\x61a", b"\x62\xff\xfe", b"\xc2\x41a"],
    ids=["longer than said", "deep", "a key of bytes", "a moment of text", "no text", "another tag"],
)
def test_what_no_call_says_is_not_well_formed(body: bytes) -> None:
    with pytest.raises(NotWellFormed):
        json_of(body)


def test_bytes_and_moments_are_told_as_in_json() -> None:
    sent = b"\xa2\x64Data\x43abc\x69Timestamp\xc1" + cbor_of(1_500)
    assert json.loads(json_of(sent)) == {"Data": base64.b64encode(b"abc").decode(), "Timestamp": 1.5}


def test_an_answer_has_bytes_and_whole_milliseconds_where_the_model_says_so() -> None:
    record = {"Data": "YWJj", "ApproximateArrivalTimestamp": 1_500.25, "PartitionKey": "YWJj"}
    answered = cbor_of({"Records": [record]}, KINESIS.operation_model("GetRecords").output_shape)
    told = {"Data": b"abc", "ApproximateArrivalTimestamp": ("moment", 1_500_250), "PartitionKey": "YWJj"}
    assert read(answered) == {"Records": [told]}
