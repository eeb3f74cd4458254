"""`meshctl pattern check`, `test` and `explain`: one pattern, without a catalogue."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import Done, in_process, is_a_sentence, meshctl

TOTAL = '{"detail": {"data": {"total": [{"numeric": [">", 0]}]}}}'
WHERE = '{"total": [{"numeric": [">", 0]}]}'
SMALL = "detail.data.total is 0; the pattern wants a number above 0"


def event(directory: Path, total: Any, name: str = "event.json") -> str:
    path = directory / name
    path.write_text(json.dumps({"detail-type": "OrderPlaced.v1", "detail": {"data": {"total": total}}}), "utf-8")
    return str(path)


def given_event(directory: Path, content: bytes, *more: str) -> Done:
    (directory / "event.json").write_bytes(content)
    return in_process("pattern", "test", TOTAL, str(directory / "event.json"), *more)


def test_a_pattern_that_aws_takes_is_measured() -> None:
    done = in_process("pattern", "check", '{"source": [1], "$or": [{"id": ["x y"]}, {"time": [1]}]}')
    assert (done.code, done.err) == (0, "")
    assert done.out == "AWS takes it: 50 of 2,048 characters (at most 4,096), 2 of 1,000 combinations of $or.\n"


def test_a_where_counts_with_what_is_written_around_it() -> None:
    plain, where = (in_process("pattern", "check", WHERE, *more, "--format", "json") for more in ([], ["--where"]))
    assert json.loads(where.out)["pattern"]["characters"] - json.loads(plain.out)["pattern"]["characters"] == 20


def test_a_refused_pattern_fails_and_says_where() -> None:
    done = in_process("pattern", "check", '{"detail": {"total": [{"numeric": [">", "0"]}]}}')
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("AWS refuses it: detail.total: 'numeric' wants one comparison")
    assert done.out.endswith('\nAWS says: "Value of > must be numeric"\n')


def test_a_refused_pattern_is_data_too() -> None:
    done = in_process("pattern", "check", '{"a": "x"}', "--format", "json")
    said = json.loads(done.out)["pattern"]
    assert (done.code, said["taken"], said["field"], said["combinations"]) == (1, False, "a", 0)
    assert said["reason"] == 'a field wants a list of what it accepts; write [...] around it, as in ["x"]'
    assert said["aws"] == '"a" must be an object or an array'


@pytest.mark.parametrize(
    ("letters", "code", "said"),
    [
        (2_048, 0, "AWS takes it: 2,048 of 2,048"),
        (2_049, 0, "AWS takes it only once it has raised the quota for you: 2,049 of 2,048"),
        (4_096, 0, "AWS takes it only once"),
        (4_097, 1, "AWS refuses it: the pattern: it has 4,097 characters, and AWS never takes more than 4,096"),
    ],
)
def test_the_length_is_counted_against_the_quota(tmp_path: Path, letters: int, code: int, said: str) -> None:
    (tmp_path / "pattern.json").write_text('{\n  "a": ["' + "x" * (letters - len('{"a":[""]}')) + '"]\n}\n', "utf-8")
    done = in_process("pattern", "check", str(tmp_path / "pattern.json"))
    assert done.code == code
    assert done.out.startswith(said)


def test_a_pattern_that_is_no_json_is_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "pattern.json").write_text('{\n  "a": [1],\n}\n', "utf-8")
    done = in_process("pattern", "check", str(tmp_path / "pattern.json"))
    assert done.code == 1
    assert "at line 3, column 1" in done.out


def test_an_event_that_matches_is_success(tmp_path: Path) -> None:
    assert in_process("pattern", "test", TOTAL, event(tmp_path, 1)) == Done(0, "matches\n", "")


def test_an_event_that_does_not_match_fails_with_the_deciding_field(tmp_path: Path) -> None:
    done = in_process("pattern", "test", TOTAL, event(tmp_path, 0))
    assert done == Done(1, f"does not match: {SMALL}\n", "")


def test_a_verdict_is_data_too(tmp_path: Path) -> None:
    done = in_process("pattern", "test", TOTAL, event(tmp_path, 0), "--format", "json")
    said = json.loads(done.out)["verdict"]
    assert (said["matches"], said["field"], said["found"]) == (False, "detail.data.total", "0 (number)")
    assert (said["wanted"], said["sentence"]) == ("a number above 0", SMALL)


@pytest.mark.parametrize("data", ['{"total": 0}', '{"detail-type": "T", "detail": {"data": {"total": 0}}}'])
def test_a_where_is_tested_against_data_or_a_whole_event(tmp_path: Path, data: str) -> None:
    (tmp_path / "data.json").write_text(data, "utf-8")
    done = in_process("pattern", "test", "--where", WHERE, str(tmp_path / "data.json"))
    assert done == Done(1, f"does not match: {SMALL}\n", "")


def test_a_where_cannot_break_out_of_its_place() -> None:
    done = in_process("pattern", "check", "--where", '{"a":[1]}},"x":{"b":{"c":[1]}')
    assert (done.code, "Extra data at line 1, column 10" in done.out) == (1, True)


def test_each_line_has_a_verdict_and_one_match_is_success(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text('{"total": 1}\n\n{"total": 0}\n', "utf-8")
    done = in_process("pattern", "test", "--where", "--lines", WHERE, str(tmp_path / "events.jsonl"))
    assert done == Done(0, f"     1  matches\n     3  does not match: {SMALL}\n1 of 2 events match\n", "")


def test_lines_without_any_match_fail(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text('{"total": 0}\n', "utf-8")
    done = in_process("pattern", "test", "--where", "--lines", WHERE, str(tmp_path / "events.jsonl"), "--format=json")
    said = json.loads(done.out)
    assert (done.code, said["events"], said["matching"], said["verdicts"][0]["line"]) == (1, 1, 0, 1)


def test_standard_input_is_an_event_or_a_pattern_and_not_both(tmp_path: Path) -> None:
    assert meshctl(tmp_path, "pattern", "test", "--where", WHERE, "-", stdin=b'{"total": 1}').code == 0
    assert meshctl(tmp_path, "pattern", "test", "-", event(tmp_path, 1), stdin=TOTAL.encode()).code == 0
    assert meshctl(tmp_path, "pattern", "test", "-", "-", stdin=TOTAL.encode()).code == 2


def test_a_pattern_is_explained_field_by_field() -> None:
    done = in_process("pattern", "explain", "--where", '{"country": ["DE", {"prefix": "F"}]}')
    assert done == Done(0, 'detail.data.country: is "DE" or begins with "F"\n', "")
    data = in_process("pattern", "explain", '{"country": ["DE"]}', "--format", "json")
    assert json.loads(data.out) == {"lines": ['country: is "DE"']}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the event is no JSON at line 1, column 1: "),
        (b'{"a": 1,\n  b}', "the event is no JSON at line 2, column 3: "),
        (b'{"a":\n "caf\xe9"}', "the event is no UTF-8 at line 2, byte 6"),
        (b"[1]", "the event is no JSON object"),
        (b'{"a": NaN}', "the event holds NaN, which is no JSON"),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', 'the event has the key "b" twice in one object'),
        (b'{"a": 1e9999999999999999999}', "the event holds a number with an endless exponent"),
        (b'{"a":' * 100_000, "the event is nested too deeply to be read"),
        (b'{"a": "' + b"x" * 1_048_576 + b'"}', "the event is larger than 1,048,576 bytes"),
    ],
    ids=lambda given: None if isinstance(given, bytes) else given,
)
def test_what_is_no_event_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "event.json").write_bytes(content)
    done = meshctl(tmp_path, "pattern", "test", TOTAL, "event.json")
    assert is_a_sentence(done)
    assert done.err.startswith(f"error: {told}")


def test_a_line_that_is_no_event_is_told_with_its_number(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "pattern", "test", TOTAL, "-", "--lines", stdin=b'{"a": 1}\n\n{"a" 1}\n')
    assert is_a_sentence(done)
    assert "the event in line 3 is no JSON at line 3, column 6" in done.err


def test_a_line_as_large_as_an_event_may_be_is_read(tmp_path: Path) -> None:
    for more, told in (0, "0 of 1 event match"), (1, "the event in line 1 is larger"):
        line = b'{"a":"' + b"x" * (1_048_576 - 8 + more) + b'"}\n'
        done = meshctl(tmp_path, "pattern", "test", TOTAL, "-", "--lines", stdin=line)
        assert told in done.out + done.err


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    assert is_a_sentence(meshctl(tmp_path, "pattern", "check", name))
    assert is_a_sentence(meshctl(tmp_path, "pattern", "test", TOTAL, name))


@pytest.mark.parametrize("command", [("test", "-"), ("explain",)])
def test_a_refused_pattern_is_neither_tested_nor_explained(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = meshctl(tmp_path, "pattern", command[0], '{"a": "x"}', *command[1:], stdin=b"{}")
    assert is_a_sentence(done)
    assert done.err.startswith("error: AWS would refuse the pattern: a: a field wants a list")


@pytest.mark.parametrize("digits", ["1e400", "9" * 5_000, "-0.0"])
def test_numbers_of_any_size_are_judged(tmp_path: Path, digits: str) -> None:
    done = given_event(tmp_path, b'{"detail": {"data": {"total": ' + digits.encode() + b"}}}")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("does not match: detail.data.total is ")


def test_what_an_event_or_a_pattern_hides_is_written_out(tmp_path: Path) -> None:
    pattern = '{"a": ["\\ud800", "\\u202e"]}'
    done = meshctl(tmp_path, "pattern", "test", pattern, "-", stdin=b'{"a": "\\udfff\\u0007"}')
    assert (done.code, done.err) == (1, "")
    assert done.out == 'does not match: a is "\\udfff\\u0007"; the pattern wants "\\u202e" or "\\ud800"\n'
    assert meshctl(tmp_path, "pattern", "explain", pattern).out == 'a: is "\\u202e" or "\\ud800"\n'


@pytest.mark.parametrize(
    "text", ['"' * 500_000, '{"a": "' + '\\"' * 500_000, "{" + " " * 500_000, '{"' + "\\" * 500_001]
)
def test_a_large_text_that_is_no_pattern_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "pattern.json").write_text(text, "utf-8")
    done = in_process("pattern", "check", str(tmp_path / "pattern.json"))
    assert done.code == 1
    assert "AWS refuses it: the pattern: " in done.out
