"""What breaks between two catalogues is certain by an event, and otherwise presumed."""

import pytest

from .test_compare_catalogues import SCHEMA, compared

COUNTED = '{"type": "object", "properties": {"total": {"enum": [%s]}}}\n'


@pytest.mark.parametrize(("gone", "proves"), [("7", ('{"total": 7}', "new")), ("-1", None)])
def test_a_break_of_a_filter_is_proved_by_an_event_that_it_keeps(gone: str, proves: tuple[str, str] | None) -> None:
    found = compared({SCHEMA: COUNTED % f"1, {gone}"}, {SCHEMA: COUNTED % "1"})
    assert [(one.consumers, one.witness) for one in found.breaks] == [(("payments/capture/placed",), proves)]
    assert ["that it receives" in one.presumed for one in found.breaks] == [not proves]
