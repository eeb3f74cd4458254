"""Streams: what stands, who writes to it, and how functions read it."""

from json import loads

import pytest

from meshctl.topology.parts.grants import WriteGrant
from meshctl.topology.parts.mappings import SourceMapping, StreamReading
from meshctl.topology.parts.stages import SystemPart
from meshctl.topology.parts.streams import StreamPart
from tests.unit.topology.test_mappings import payments

CLICKING = """\
service: clicking
functions:
  count: {source: lambdas/charge, handler: handler.handle}
streams:
  clicks: {keep: 36h, shards: 2}
"""
COUNTING = """\
service: packing
functions:
  pack: {source: lambdas/charge, handler: handler.handle}
subscribes:
  clicked:
    stream: clicks
    deliver_to: {function: pack}
"""
STREAM = "arn:aws:kinesis:eu-west-1:333333333333:stream/shop_dev_payments_clicking_clicks"
DEAD = "arn:aws:sqs:eu-west-1:333333333333:shop_dev_payments_packing_clicked_dead"


def system(counting: str = COUNTING, clicking: str = CLICKING) -> SystemPart:
    return payments(counting, **{"payments/clicking.yaml": clicking})


def reading(part: SystemPart) -> SourceMapping:
    return part.mappings["packing/pack from stream clicking/clicks"]


def test_a_stream_keeps_its_records_for_as_long_as_it_says() -> None:
    named = STREAM.rpartition("/")[2]
    assert system().streams == {"clicking/clicks": StreamPart(named, STREAM, 2, 36 * 3600)}


def test_a_function_reads_a_stream_of_another_service_of_its_system() -> None:
    how = StreamReading(True, 86_400, 1, 185, DEAD, None)
    assert reading(system()) == SourceMapping(STREAM, "packing/pack", True, 100, 0, (), how)
    assert system().functions["packing/pack"].consumes == (STREAM,)


def test_a_subscription_says_what_its_function_is_given_at_once() -> None:
    read = reading(system(COUNTING + "    batch: {size: 20, window: 5s, parallel: 3}\n"))
    assert read.stream and (read.batch_size, read.window_seconds, read.stream.parallel) == (20, 5, 3)


def test_a_record_is_tried_for_as_long_and_as_often_as_the_subscription_says() -> None:
    read = reading(system(COUNTING + "    retry: {for: 2h, attempts: 7}\n"))
    assert read.stream and (read.stream.max_age_seconds, read.stream.retries) == (7200, 7)


def test_a_filter_looks_into_the_data_of_a_record() -> None:
    read = reading(system(COUNTING + "    where: {page: [cart]}\n"))
    assert [loads(one) for one in read.filters] == [{"data": {"page": ["cart"]}}]


def test_what_a_function_fails_on_is_told_to_the_dead_letters_of_its_subscription() -> None:
    dead = system().dead_letters["packing/clicked"]
    assert (dead.arn, dead.senders, dead.source_queue_arn) == (DEAD, {}, None)


def test_what_may_be_lost_is_told_to_nobody() -> None:
    part = system(COUNTING + "    dead_letters: none\n")
    assert "packing/clicked" not in part.dead_letters
    assert reading(part).stream == StreamReading(True, 86_400, 1, 185, None, None)


@pytest.mark.parametrize("says", ["", "sends_to: {streams: [clicks]}\n"])
def test_its_owner_writes_to_a_stream_and_who_says_so(says: str) -> None:
    functions = system(COUNTING + says).functions
    writes = tuple(WriteGrant(f"kinesis:{action}", (STREAM,)) for action in ("PutRecord", "PutRecords"))
    assert functions["clicking/count"].writes == writes
    assert functions["packing/pack"].writes == (writes if says else ())
    assert loads(functions["clicking/count"].environment["MESH_SENDS_TO"]) == {"stream": {"clicks": STREAM}}
