"""`meshctl trace EVENT.json` says what would become of an event, and asks no AWS."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.catalogues import CAPTURE, MESH, write_catalogue
from tests.support.running import Done, in_process, meshctl

PLACED = {"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": {"total": 9}}}
FREE = {**PLACED, "detail": {"meta": {}, "data": {"total": 0}}}
LINES = "\n".join(json.dumps(one) for one in (PLACED, FREE, {"source": "x", "detail-type": "y", "detail": {}}))


def trace(directory: Path, event: Any, *options: str) -> Done:
    (directory / "event.json").write_text(json.dumps(event))
    return in_process("trace", str(directory / "event.json"), "--catalogue", str(directory), *options)


def sample(directory: Path, text: str, *options: str) -> Done:
    (directory / "events.jsonl").write_text(text)
    return in_process("trace", "--all-of", str(directory / "events.jsonl"), "--catalogue", str(directory), *options)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return write_catalogue(tmp_path)


def test_an_event_is_delivered_where_every_field_matches(catalogue: Path) -> None:
    told = json.loads(trace(catalogue, PLACED, "--stage", "dev", "--format", "json").out)["foresight"]
    assert (told["event"], told["publisher"], told["account"]) == (
        "orders/OrderPlaced",
        "orders/checkout",
        "222222222222",
    )
    assert [(one["subscription"], one["channel"], one["account"]) for one in told["deliveries"]] == [
        ("payments/capture/placed", "function charge", "333333333333"),
        ("payments/capture/kept", "queue letters", "333333333333"),
    ]


def test_the_field_that_decides_is_told(catalogue: Path) -> None:
    done = trace(catalogue, FREE)
    assert done.code == 0
    assert "payments/capture/placed   detail.data.total is 0; the pattern wants a number above 0" in done.out


def test_the_bytes_are_those_that_the_channel_gets(catalogue: Path) -> None:
    told = json.loads(trace(catalogue, PLACED, "--format", "json").out)["foresight"]
    for one in told["deliveries"]:
        assert one["bytes"] == len(one["content"].encode())
        assert json.loads(one["content"])["detail"] == PLACED["detail"]


def test_without_dead_letters_none_are_named(tmp_path: Path) -> None:
    capture = CAPTURE.replace("    deliver_to: {queue", "    dead_letters: none\n    deliver_to: {queue")
    mesh = MESH + "checks: {dead-letters-missing: warning}\n"
    catalogue = write_catalogue(tmp_path, {"mesh.yaml": mesh, "payments/capture.yaml": capture})
    told = json.loads(trace(catalogue, PLACED, "--stage", "dev", "--format", "json").out)["foresight"]
    named = {one["subscription"]: one["dead_letters"] for one in told["deliveries"]}
    assert named == {"payments/capture/placed": "shop_dev_payments_capture_placed_dead", "payments/capture/kept": None}


def test_an_input_takes_fields_out_of_the_event_and_an_empty_text_where_there_is_none(tmp_path: Path) -> None:
    capture = CAPTURE.replace(
        "    deliver_to: {queue", "    input: {sum: total, missing: country.name}\n    deliver_to: {queue"
    )
    told = json.loads(
        trace(write_catalogue(tmp_path, {"payments/capture.yaml": capture}), PLACED, "--format", "json").out
    )
    kept = next(one for one in told["foresight"]["deliveries"] if one["subscription"].endswith("kept"))
    assert kept["content"] == '{"sum":9,"missing":""}'


def test_what_a_million_costs_is_told(catalogue: Path) -> None:
    costs = json.loads(trace(catalogue, PLACED, "--format", "json").out)["foresight"]["costs"]
    assert (costs["publishing_a_million"], costs["delivering_a_million"]) == ("1.00", "0.10")


def test_an_event_that_nobody_publishes_is_refused(catalogue: Path) -> None:
    done = trace(catalogue, {**PLACED, "source": "orders.chekout"})
    assert done.code == 1
    assert 'did you mean "orders.checkout OrderPlaced.v1"?' in done.out


def test_an_event_from_another_account_is_refused(catalogue: Path) -> None:
    done = trace(catalogue, {**PLACED, "account": "999999999999"}, "--stage", "dev")
    assert done.code == 1
    assert '"orders.checkout" is a source of the account 222222222222, not of 999999999999' in done.out


@pytest.mark.parametrize(
    "event",
    [[], {}, {"source": "a"}, {**PLACED, "detail": 1}, {**PLACED, "account": 1}, {"source": [], "detail-type": {}}],
)
def test_what_is_no_event_is_refused_in_a_sentence(catalogue: Path, event: Any) -> None:
    (catalogue / "event.json").write_text(json.dumps(event))
    done = meshctl(catalogue, "trace", "event.json")
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err


def test_standard_input_will_do(catalogue: Path) -> None:
    done = meshctl(catalogue, "trace", "-", stdin=json.dumps(PLACED).encode())
    assert "delivered to:" in done.out


def test_a_sample_is_counted_by_subscription(catalogue: Path) -> None:
    told = json.loads(sample(catalogue, LINES, "--format", "json").out)["sample"]
    assert told["events"] == 3
    assert told["published_by_nobody"] == {"events": 1, "lines": [3]}
    assert told["deliveries"] == [
        {"subscription": "payments/capture/kept", "events": 2, "lines": [1, 2]},
        {"subscription": "payments/capture/placed", "events": 1, "lines": [1]},
    ]


def test_against_a_base_deliveries_are_won_and_lost(tmp_path: Path) -> None:
    before = write_catalogue(tmp_path / "before")
    more = CAPTURE.replace("  kept:", "  stored:").replace('">", 0', '">=", 0')
    after = write_catalogue(tmp_path / "after", {"payments/capture.yaml": more})
    told = json.loads(sample(after, LINES, "--base", str(before), "--format", "json").out)["sample"]
    assert told["lost"] == [{"subscription": "payments/capture/kept", "events": 2, "lines": [1, 2]}]
    assert told["won"] == [
        {"subscription": "payments/capture/placed", "events": 1, "lines": [2]},
        {"subscription": "payments/capture/stored", "events": 2, "lines": [1, 2]},
    ]


@pytest.mark.parametrize("alias", ["orders", "payments"])
def test_a_base_that_lacks_an_account_delivered_nothing_over_it(tmp_path: Path, alias: str) -> None:
    lacking = re.sub(rf'\b{alias}: "\d+"(, )?', "", MESH)
    before = write_catalogue(tmp_path / "before", {"mesh.yaml": lacking})
    after = write_catalogue(tmp_path / "after")
    done = sample(after, LINES, "--stage", "dev", "--base", str(before), "--format", "json")
    told = json.loads(done.out)["sample"]
    assert (told["won"], told["lost"]) == (told["deliveries"], [])


def test_a_line_that_is_no_event_is_named(catalogue: Path) -> None:
    (catalogue / "events.jsonl").write_text(json.dumps(PLACED) + '\n\n{"source": \n')
    done = meshctl(catalogue, "trace", "--all-of", "events.jsonl")
    assert done.code == 1
    assert 'line 3 of "events.jsonl"' in done.err


@pytest.mark.parametrize(
    "line", ['{"a": 1}', '{"source": 5, "detail-type": "x"}', json.dumps({**PLACED, "detail": "{}"})]
)
def test_no_line_of_a_sample_is_passed_over(catalogue: Path, line: str) -> None:
    (catalogue / "events.jsonl").write_text(f"{json.dumps(PLACED)}\n{line}\n")
    done = meshctl(catalogue, "trace", "--all-of", "events.jsonl")
    assert done.code == 1
    assert done.err.startswith('error: line 2 of "events.jsonl": ')


@pytest.mark.parametrize("total", [9, 0])
def test_publishing_costs_by_the_size_of_the_event_whoever_receives_it(catalogue: Path, total: int) -> None:
    large = {**PLACED, "detail": {"meta": {}, "data": {"total": total, "note": "x" * 140_000}}}
    costs = json.loads(trace(catalogue, large, "--format", "json").out)["foresight"]["costs"]
    assert costs["publishing_a_million"] == "3.00"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["a.json", "--id", "x"],
        ["a.json", "--base", "main"],
        ["--id", "x"],
        ["--id", "x", "--stage", "s", "--bus", "b"],
    ],
)
def test_one_thing_is_asked_at_a_time(catalogue: Path, options: list[str]) -> None:
    assert meshctl(catalogue, "trace", *options).code == 2


def test_a_file_that_is_not_there_is_told(catalogue: Path) -> None:
    done = meshctl(catalogue, "trace", "nowhere.json")
    assert done.code == 1
    assert '"nowhere.json": No such file or directory' in done.err


UPLOADS = """\
  uploaded:
    aws: uploads
    where: {bucket: {name: [inbox]}}
    deliver_to: {queue: letters}
aws:
  uploads: {source: aws.s3}
"""
UPLOADED = {"source": "aws.s3", "detail-type": "Object Created", "detail": {"bucket": {"name": "inbox"}}}


@pytest.mark.parametrize(("bucket", "receivers"), [("inbox", ["payments/capture/uploaded"]), ("other", [])])
def test_what_an_aws_service_sends_is_foreseen(tmp_path: Path, bucket: str, receivers: list[str]) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE + UPLOADS})
    said = {**UPLOADED, "detail": {"bucket": {"name": bucket}}}
    told = json.loads(trace(catalogue, said, "--stage", "dev", "--format", "json").out)["foresight"]
    assert [one["subscription"] for one in told["deliveries"]] == receivers
    assert (told["publisher"], told["account"], told["costs"]["publishing_a_million"]) == ("AWS", "333333333333", "0")


def test_what_nobody_receives_of_an_aws_service_reaches_nobody(catalogue: Path) -> None:
    told = trace(catalogue, UPLOADED).out
    assert "delivered to nobody" in told
    assert "sent by AWS\n" in told


DUE = """\
  due:
    schedule: nightly
    input: {at: due}
    deliver_to: {queue: letters}
schedules:
  nightly: {cron: 0 3 * * ? *}
"""
NIGHT = {
    "source": "payments.capture.nightly",
    "detail-type": "Scheduled.v1",
    "detail": {"data": {"due": "2026-11-26T03:00:00Z"}},
}


def test_what_a_schedule_sends_is_foreseen(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE + DUE})
    told = json.loads(trace(catalogue, NIGHT, "--stage", "dev", "--format", "json").out)["foresight"]
    assert [(one["subscription"], one["content"]) for one in told["deliveries"]] == [
        ("payments/capture/due", '{"at":"2026-11-26T03:00:00Z"}')
    ]
    assert told["publisher"] == "the schedule payments/capture/nightly"
    assert (told["account"], told["costs"]["publishing_a_million"]) == ("333333333333", "2.00")
    done = sample(catalogue, json.dumps(NIGHT), "--stage", "dev")
    assert "payments/capture/due: 1 (lines 1)" in done.out


def test_what_no_schedule_sends_is_refused(catalogue: Path) -> None:
    assert "no service publishes" in trace(catalogue, NIGHT).out


def test_a_sample_tells_what_aws_services_send(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE + UPLOADS})
    other = {**UPLOADED, "source": "aws.ec2"}
    done = sample(catalogue, f"{json.dumps(UPLOADED)}\n{json.dumps(other)}\n", "--stage", "dev")
    assert "payments/capture/uploaded: 1 (lines 1)" in done.out
    assert "published by no service" not in done.out
