from hypothesis import given
from hypothesis import strategies as st

from meshctl.report.tables import details, table

RECORDS = [
    {"event": "orders/OrderPlaced", "version": 1, "consumers": ["a", "b"]},
    {"event": "x", "version": 12, "consumers": []},
]


def test_columns_are_aligned_and_numbers_stand_to_the_right() -> None:
    assert table(RECORDS).splitlines() == [
        "EVENT                VERSION   CONSUMERS",
        "orders/OrderPlaced         1   a, b",
        "x                         12",
    ]


def test_of_nothing_there_is_no_table() -> None:
    assert table([]) == ""


def test_details_leave_out_what_is_empty_and_show_records_below() -> None:
    shown = details({"system": "orders", "contact": "", "role": None, "services": [], "events": RECORDS[1:]})
    assert shown == "SYSTEM   orders\n\nEVENTS:\n  EVENT   VERSION   CONSUMERS\n  x            12"


def test_a_filter_is_shown_as_json() -> None:
    assert (
        table([{"filter": {"total": [{"numeric": [">", 0]}]}}]).splitlines()[1] == '{"total": [{"numeric": [">", 0]}]}'
    )


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_a_cell_holds_a_record_is_one_printable_line(cells: list[str]) -> None:
    lines = table([{"cell": cell, "end": "x"} for cell in cells]).split("\n")
    assert len(lines) == len(cells) + 1
    assert all(line.endswith("   x") for line in lines[1:])
    assert not any(sign in line for line in lines for sign in "\r\x1b\u2028\u202e\x85")
