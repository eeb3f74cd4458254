"""`meshctl send` and `meshctl trace` with input that is not what they want, without any AWS."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.catalogues import write_catalogue
from tests.support.running import Done, is_a_sentence, meshctl

PUBLISHED = {
    "at": "2026-11-23T10:00:00.000Z",
    "kind": "published",
    "account": "111111111111",
    "id": "envelope-1",
    "event_id": "event-1",
    "correlation_id": "event-1",
    "causation_id": None,
    "source": "orders.checkout",
    "detail_type": "OrderPlaced.v1",
    "bus": "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub",
}


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "nope",
        "[1, 2]",
        '"text"',
        "null",
        "[" * 50_000,
        "1" * 5_000,
        "{} {}",
        '{"total": NaN}',
        '{"total": -Infinity}',
        '{"name": "\\ud800"}',
    ],
    ids=lambda data: data[:20] or "nothing",
)
def test_data_that_is_no_json_object_is_not_sent(tmp_path: Path, data: str) -> None:
    done = meshctl(
        write_catalogue(tmp_path), "send", "orders/OrderPlaced", "--stage", "dev", "--data=-", stdin=data.encode()
    )
    assert is_a_sentence(done)
    assert "the data is no" in done.err


@pytest.mark.parametrize("way", ["@data.json", "-"])
def test_data_that_is_no_utf_8_is_not_sent(tmp_path: Path, way: str) -> None:
    data = b'{"name": "caf\xe9"}'
    (write_catalogue(tmp_path) / "data.json").write_bytes(data)
    done = meshctl(tmp_path, "send", "orders/OrderPlaced", "--stage", "dev", "--data", way, stdin=data)
    assert is_a_sentence(done)
    assert "the data is no" in done.err


def test_data_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "send", "orders/OrderPlaced", "--stage", "dev", "--data", "@/dev/zero")
    assert is_a_sentence(done)
    assert "the data is larger than 1,048,576 bytes" in done.err


@pytest.mark.parametrize("file", ["nowhere.json", "orders"])
def test_a_file_of_data_that_cannot_be_read_is_told(tmp_path: Path, file: str) -> None:
    done = meshctl(write_catalogue(tmp_path), "send", "orders/OrderPlaced", "--stage", "dev", "--data", f"@{file}")
    assert is_a_sentence(done)
    assert f'"{file}": ' in done.err


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("orders/OrderPlacd", 'nobody publishes "orders/OrderPlacd"\n  = help: did you mean "orders/OrderPlaced"?'),
        ("orders/OrderPlaced.v2", 'nobody publishes "orders/OrderPlaced.v2"'),
        ("OrderPlaced", '"OrderPlaced" is no event\n  = help: write it as system/Event'),
        ("orders/checkout", '"orders/checkout" is no event'),
    ],
)
def test_an_event_that_nobody_publishes_is_told_without_asking_aws(tmp_path: Path, event: str, told: str) -> None:
    done = meshctl(write_catalogue(tmp_path), "send", event, "--stage", "local", "--data", "{}")
    assert is_a_sentence(done)
    assert done.err.startswith(f"error: {told}")


def test_a_local_stage_without_its_aws_is_told(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "send", "orders/OrderPlaced", "--stage", "local", "--data", "{}")
    assert done.err == "error: the embedded AWS is not running\n  = help: start it: meshctl local up\n"


def _keep_journal(catalogue: Path, *lines: Mapping[str, object], torn: str = "") -> None:
    home = catalogue / ".meshctl" / "local"
    home.mkdir(parents=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (home / "journal.jsonl").write_text(text + torn, "utf-8")


def _trace(catalogue: Path, wanted: str = "event-1", *more: str, stage: str = "local") -> Done:
    return meshctl(catalogue, "trace", "--stage", stage, "--id", wanted, *more)


def test_a_journey_is_told_out_of_a_torn_journal_too(tmp_path: Path) -> None:
    _keep_journal(write_catalogue(tmp_path), PUBLISHED, torn='{"at": "2026-')
    done = _trace(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "OrderPlaced.v1 from orders.checkout" in done.out


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_a_journey_survives_marks_that_break_lines(tmp_path: Path, sign: str) -> None:
    _keep_journal(write_catalogue(tmp_path), PUBLISHED, {**PUBLISHED, "id": "other", "source": f"a{sign}b"})
    assert _trace(tmp_path).code == 0


@pytest.mark.parametrize("field", ["source", "detail_type"])
def test_what_a_forged_event_says_is_shown_escaped(tmp_path: Path, field: str) -> None:
    _keep_journal(write_catalogue(tmp_path), {**PUBLISHED, field: "ev\u202e\x07il"})
    done = _trace(tmp_path)
    assert done.code == 0
    assert "ev\\u202e\\u0007il" in done.out


def test_an_error_of_a_function_is_shown_escaped(tmp_path: Path) -> None:
    failed = {
        "kind": "invoked",
        "function": "arn:aws:lambda:eu-west-1:222222222222:function:f",
        "outcome": "failed",
        "milliseconds": 5,
        "error": "ev\u202e\x07il\nnext",
    }
    _keep_journal(write_catalogue(tmp_path), PUBLISHED, {**PUBLISHED, **failed})
    assert "ev\\u202e\\u0007il\\u000anext" in _trace(tmp_path).out


def test_an_id_that_the_journal_does_not_know_is_told(tmp_path: Path) -> None:
    _keep_journal(write_catalogue(tmp_path), PUBLISHED)
    done = _trace(tmp_path, "event-2", "--format", "json")
    assert is_a_sentence(done)
    assert done.out == ""


def test_a_stage_on_aws_keeps_no_journal(tmp_path: Path) -> None:
    done = _trace(write_catalogue(tmp_path), stage="dev")
    assert is_a_sentence(done)
    assert "only the embedded AWS keeps a journal" in done.err
