"""What a function says of a batch: nothing is success, and what is in no order fails all of it."""

import pytest

from meshctl.adapters.local_aws.mappings.records import failed_ids

SENT = frozenset({"a", "b"})


@pytest.mark.parametrize("told", ["null", '""', "[]", "{}", '{"batchItemFailures": []}', '{"batchItemFailures": null}'])
def test_who_reports_nothing_has_handled_all(told: str) -> None:
    assert failed_ids(told.encode(), SENT) == frozenset()


@pytest.mark.parametrize("told", ["1", '"a"', '["a"]', '{"batchItemFailures": [{"itemIdentifier": ""}]}', "{"])
def test_who_reports_what_is_no_report_has_handled_nothing(told: str) -> None:
    assert failed_ids(told.encode(), SENT) == SENT
