"""Filters of a catalogue against the schemas of their events."""

import gc
import weakref
from json import dumps

import pytest

from meshctl.checks.shared.filters import filters
from meshctl.contracts.filters.judge import Matches
from tests.support.catalogues import CAPTURE
from tests.support.shop import shop_mesh

from .conftest import Found

SCHEMA = "orders/events/OrderPlaced.v1.json"
WHERE = 'where: {total: [{numeric: [">", 0]}]}'


def capture(where: str) -> dict[str, str]:
    return {"payments/capture.yaml": CAPTURE.replace(WHERE, f"where: {where}")}


def test_a_field_below_a_choice_is_shown_at_its_place(found: Found) -> None:
    (one,) = found("never-matches", capture('{$or: [{total: ["1"]}, {total: ["2"]}]}'))
    assert (one.place.line, one.place.column) == (9, 27)


def test_a_dotted_field_is_shown_at_its_place(found: Found) -> None:
    files = {
        SCHEMA: '{"properties": {"total": {"type": "object", "additionalProperties": false}}, "additionalProperties": false}'
    }
    (one,) = found("never-matches", {**files, **capture("{total.net: [1]}")})
    assert "at `total.net`, the schema" in one.message
    assert one.place.column == 24


def test_nothing_is_said_of_a_schema_with_faults(found: Found) -> None:
    files = {SCHEMA: '{"type": "objec", "properties": {"total": {"type": "string"}}}'}
    assert found("never-matches", {**files, **capture("{total: [1]}")}) == []


def test_nothing_is_said_of_an_invalid_pattern(found: Found) -> None:
    assert found("never-matches", capture("{total: ['1', {numbers: 1}]}")) == []


def test_an_invalid_pattern_is_told_in_the_words_of_aws(found: Found) -> None:
    (one,) = found("invalid-pattern", capture("{total: ['1', {numbers: 1}]}"))
    assert 'it says: "Unrecognized match type numbers"' in one.why


@pytest.mark.parametrize(
    ("where", "told", "says"),
    [
        ("{a: [{wildcard: 'x*'}]}", "no operator 'wildcard'", "Unrecognized match type wildcard"),
        ("{a: [1], b: [1], c: [1], d: [1], e: [1], f: [1]}", "at most 5 keys", "more than 5 keys"),
        ("{a: {b: {c: [1, 2, 3, 4, 5, 6, 7, 8]}}, d: [1, 2, 3, 4, 5, 6, 7]}", "168 combinations", "too complex"),
        ("{a: [1000000001]}", "within 1,000,000,000", "between -1.0E9 and 1.0E9"),
    ],
)
def test_what_sns_cannot_filter_is_answered_with_a_private_event(
    found: Found, where: str, told: str, says: str
) -> None:
    letters = "service: letters\ntopics: {changes: {}}\nqueues: {kept: {}}\nsubscribes:\n"
    wish = f"  changed: {{topic: changes, where: {where}, deliver_to: {{queue: kept}}}}\n"
    (one,) = found("invalid-pattern", {"payments/letters.yaml": letters + wish})
    assert told in one.message and says in one.why and "private event" in one.help
    assert (
        found(
            "invalid-pattern",
            {"payments/letters.yaml": letters + wish.replace("topic: changes", "event: orders/OrderPlaced")},
        )
        == []
    )


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ('{total: [{wildcard: "a*"}]}', "a mapping's filter has no operator 'wildcard'"),
        ("{address: [{cidr: 10.0.0.0/24}]}", "a mapping's filter has no operator 'cidr'"),
        ('{"$or": [{a: [1]}, {b: [{anything-but: {prefix: x}}]}]}', "no operator within 'anything-but'"),
        ("{name: [{prefix: {equals-ignore-case: x}}]}", "no operator within 'prefix'"),
        (f"{{name: [{'x' * 4_090}]}}", "at most 4,096 characters"),
    ],
)
def test_what_lambda_cannot_filter_is_left_to_a_rule_or_to_the_function(found: Found, where: str, told: str) -> None:
    charge = "functions: {pack: {source: lambdas/charge, handler: handler.handle}}\nqueues: {kept: {}}\n"
    wish = f"subscribes:\n  changed: {{queue: kept, where: {where}, deliver_to: {{function: pack}}}}\n"
    (one,) = found("invalid-pattern", {"payments/letters.yaml": f"service: letters\n{charge}{wish}"})
    assert told in one.message and "Lambda refuses the mapping" in one.why and "function" in one.help
    as_event = wish.replace("queue: kept", "event: orders/OrderPlaced")
    assert found("invalid-pattern", {"payments/letters.yaml": f"service: letters\n{charge}{as_event}"}) == []


def test_lambda_filters_by_choices_ranges_and_beginnings(found: Found) -> None:
    where = '{"$or": [{a: [{numeric: [">", 0, "<", 9]}]}, {b: [{prefix: x}, {anything-but: [y]}, {exists: false}]}]}'
    charge = "functions: {pack: {source: lambdas/charge, handler: handler.handle}}\nqueues: {kept: {}}\n"
    wish = f"subscribes:\n  changed: {{queue: kept, where: {where}, deliver_to: {{function: pack}}}}\n"
    assert found("invalid-pattern", {"payments/letters.yaml": f"service: letters\n{charge}{wish}"}) == []


def test_a_forbidden_field_is_answered_with_the_one_that_was_meant(found: Found) -> None:
    files = {SCHEMA: '{"properties": {"total": true}, "additionalProperties": false}'}
    (one,) = found("never-matches", {**files, **capture("{totla: [1]}")})
    assert one.help == 'did you mean "total"?'


OPEN = {SCHEMA: '{"properties": {"total": {"type": "number"}}}'}


def test_a_misspelt_field_of_an_open_schema_is_answered_with_the_one_that_was_meant(found: Found) -> None:
    (one,) = found("undescribed-field", {**OPEN, **capture("{totla: [1]}")})
    assert (one.place.column, one.help) == (20, f'did you mean "total"? (or describe it in {SCHEMA})')


def test_a_filter_may_want_a_field_that_is_not_described_not_to_be_there(found: Found) -> None:
    assert found("undescribed-field", {**OPEN, **capture("{refund: [{exists: false}]}")}) == []


def test_a_misspelt_field_that_shall_not_be_there_is_answered_with_the_one_that_was_meant(found: Found) -> None:
    (one,) = found("undescribed-field", {**OPEN, **capture("{totla: [{exists: false}]}")})
    assert "wants no `totla`" in one.message and one.help.startswith('did you mean "total"?')


def test_one_of_several_values_that_never_holds_is_shown_at_its_place(found: Found) -> None:
    files = {SCHEMA: '{"type": "object", "properties": {"reason": {"enum": ["payment-failed", "customer-request"]}}}'}
    (one,) = found("choice-never-matches", {**files, **capture("{reason: [payment-failed, customer-reqest]}")})
    assert (one.place.column, one.help) == (38, 'did you mean "customer-request"?')


def test_an_input_does_not_look_into_a_list(found: Found) -> None:
    lines = '{"properties": {"lines": {"type": "array", "items": {"properties": {"sku": {"type": "string"}}}}}}'
    said = {"payments/capture.yaml": CAPTURE.replace(WHERE, "input: {sku: lines.sku}")}
    (one,) = found("undescribed-field", {SCHEMA: lines, **said})
    assert "`lines` is a list" in one.message and one.place.column == 18


def test_an_input_reads_what_is_described(found: Found) -> None:
    said = {"payments/capture.yaml": CAPTURE.replace(WHERE, "input: {sum: total, of: ordre}")}
    (one,) = found("undescribed-field", {**OPEN, **said})
    assert "takes for its input `ordre`" in one.message


def test_what_was_found_of_a_mesh_goes_with_the_mesh() -> None:
    mesh = shop_mesh()
    assert list(filters(mesh, Matches.SOME)) == list(filters(mesh, Matches.SOME)) != []
    gone = weakref.ref(mesh)
    del mesh
    gc.collect()
    assert gone() is None


REPORTS = """\
service: feed
buses: {reports: {}}
queues: {letters: {}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {bus: reports}}
  all:
    bus: reports
    where: WHERE
    deliver_to: {queue: letters}
"""


def of_reports(found: Found, feed: str) -> list[str]:
    return [one.message for one in found("never-matches", {"payments/feed.yaml": feed})]


def test_nothing_that_gets_onto_a_bus_passes_a_filter_for_another_source(found: Found) -> None:
    wrong, right = (REPORTS.replace("WHERE", f"{{source: [{one}]}}") for one in ("else", "orders.checkout"))
    (message,) = of_reports(found, wrong)
    assert message.endswith('what gets onto the bus "reports" is of orders.checkout OrderPlaced.v1')
    assert of_reports(found, right) == []


def test_nothing_is_received_of_a_bus_onto_which_nothing_gets(found: Found) -> None:
    feed = REPORTS.replace("  placed: {event: orders/OrderPlaced, deliver_to: {bus: reports}}\n", "")
    (message,) = of_reports(found, feed.replace("    where: WHERE\n", ""))
    assert message.endswith('nothing gets onto the bus "reports"')


@pytest.mark.parametrize(
    ("written", "number"), [("0123", 123), ("+5", 5), ("1.10", 1.1), ("12e5", 1200000.0), ("007.50", 7.5), (".5", 0.5)]
)
def test_a_number_that_yaml_reads_otherwise_than_it_is_written_is_told(
    found: Found, written: str, number: float
) -> None:
    (one,) = found("doubtful-filter", capture(f"{{order_id: [{written}]}}"))
    assert f"{written} is read as the number {number}" in one.message
    assert f'"{written}" in quotes' in one.help
    assert one.place.line == 9


@pytest.mark.parametrize(
    "written", ["123", '"0123"', "-5", "1.5", "0", '"0x1F"', "'yes'", "2026-11-23", "1.0", "true", "x_1", "nothing"]
)
def test_what_is_compared_as_it_is_written_is_in_no_doubt(found: Found, written: str) -> None:
    assert found("doubtful-filter", capture(f"{{order_id: [{written}]}}")) == []


def test_a_field_that_the_schema_has_may_be_named_as_an_operator(found: Found) -> None:
    number = '{"type": "object", "properties": {"prefix": {"type": "string"}}}'
    files = {SCHEMA: f'{{"type": "object", "properties": {{"phone": {number}}}}}'}
    assert found("doubtful-filter", {**files, **capture("{phone: {prefix: ['+49']}}")}) == []
    (one,) = found("doubtful-filter", {**files, **capture("{phone: {suffix: ['49']}}")})
    assert one.help == 'write "phone": [{"suffix": "49"}]'


@pytest.mark.parametrize(
    ("where", "help_"),
    [
        ("{total: {numeric: ['>', 3]}}", 'write "total": [{"numeric": [">", 3]}]'),
        ("{labels: {suffix: [x]}}", ""),
        ("{$not: {total: [3]}}", 'write "total": [{"anything-but": 3}]'),
        ("{$or: {total: [3]}}", 'write "$or": [{...}, {...}], with the fields of each choice'),
        ("{'lines[0].sku': [x]}", 'write "lines.sku"'),
        ("{detail: {total: [3]}}", 'leave "detail" out: write what is below it'),
        ("{data.total: [3]}", 'leave "data" out: write what is below it'),
        ("{detail-type: [OrderPlaced]}", "leave it out: the rule wants the event's source and type anyhow"),
        ("{source: [orders]}", ""),
        ("{$or: [{total: [3]}, {detail: {total: [3]}}]}", 'leave "detail" out: write what is below it'),
        ("{anything-but: {address: {country: [DE]}}}", 'write "country": [{"anything-but": "DE"}]'),
    ],
)
def test_what_was_meant_is_told_by_what_the_schema_has(found: Found, where: str, help_: str) -> None:
    fields = {"total": {"type": "number"}, "source": {"type": "string"}, "labels": {"additionalProperties": {}}}
    files = {SCHEMA: dumps({"type": "object", "properties": fields})}
    told = found("doubtful-filter", {**files, **capture(where)})
    assert [one.help for one in told] == [help_] * bool(help_)


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "No",
        "OFF",
        "0x1F",
        "0o17",
        "1_000",
        "1:30:00",
        ".inf",
        "1234567890123456789",
        "0.1234567890123456789",
        "1e-400",
    ],
)
def test_a_text_that_others_read_as_something_else_is_told(found: Found, written: str) -> None:
    (one,) = found("doubtful-filter", capture(f"{{order_id: [{written}]}}"))
    assert f'{written} is read as the text "{written}"' in one.message
    assert f'"{written}" in quotes' in one.help


CLOSED = {SCHEMA: '{"properties": {"total": {}, "state": {}}, "additionalProperties": false}'}


def test_a_field_that_is_forbidden_in_one_branch_is_told_once(found: Found) -> None:
    files = {**CLOSED, **capture("{$or: [{total: [1]}, {refund: [1]}]}")}
    (one,) = found("choice-never-matches", files)
    assert one.help == "there is: state, total"
    assert found("undescribed-field", files) == []


def test_a_forbidden_field_that_is_to_be_absent_is_misspelt(found: Found) -> None:
    (one,) = found("undescribed-field", {**CLOSED, **capture("{totla: [{exists: false}], state: [1]}")})
    assert one.why == "the schema allows no further fields, so it is never there"
