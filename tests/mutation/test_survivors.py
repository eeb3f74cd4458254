"""The list of survivors: every entry has a reason, and the reasons hold."""

import pytest

from .module_mutants import mutants_of_modules
from .module_tests import module_files
from .survivors import Judged, complaints, listed_survivors, read_survivors
from .tallies import tallies

SURVIVED = Judged("alarm", "an alarm", "stack: an alarm", frozenset())
NOTICED = Judged("alarm", "an alarm", "stack: an alarm", frozenset({"CKV2_MESH_4"}))


def test_every_listed_survivor_has_a_reason_and_is_there_once() -> None:
    assert listed_survivors() is not None


def test_every_listed_survivor_of_modules_exists() -> None:
    assert listed_survivors().modules.keys() <= {mutant.protection for mutant in mutants_of_modules(module_files())}


def test_a_survivor_that_is_listed_is_let_pass() -> None:
    assert complaints({"an alarm"}, {"an alarm"}, [SURVIVED], "mend it") == []


def test_one_of_a_protection_may_be_listed_alone_and_the_others_are_noticed() -> None:
    other = Judged("alarm", "an alarm", "stack: another alarm", frozenset())
    assert complaints({SURVIVED.name}, {SURVIVED.name}, [SURVIVED], "mend it") == []
    (said,) = complaints({SURVIVED.name}, {SURVIVED.name}, [SURVIVED, other], "mend it")
    assert other.name in said


def test_a_survivor_that_is_not_listed_is_named_with_what_to_do() -> None:
    (said,) = complaints(set(), {"an alarm"}, [SURVIVED], "mend it")
    assert "stack: an alarm" in said and "mend it" in said and "survivors.yaml" in said


def test_a_listed_survivor_that_somebody_notices_is_named() -> None:
    (said,) = complaints({"an alarm"}, {"an alarm"}, [NOTICED], "mend it")
    assert "CKV2_MESH_4" in said and "take it out" in said


def test_a_listed_survivor_that_no_longer_exists_is_named() -> None:
    (said,) = complaints({"an alarm"}, set(), [], "mend it")
    assert "take it out" in said


@pytest.mark.parametrize("reason", ["''", "null"])
def test_a_survivor_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(ValueError, match="no reason"):
        read_survivors(f"plans: [{{reason: {reason}, protections: [an alarm]}}]\nmodules: []")


def test_a_survivor_that_is_listed_twice_is_refused() -> None:
    entry = "{reason: because, protections: [an alarm]}"
    with pytest.raises(ValueError, match="twice"):
        read_survivors(f"plans: [{entry}, {entry}]\nmodules: []")


def test_the_report_counts_by_kind_and_by_who_noticed() -> None:
    pack = Judged("condition", "c", "c", frozenset({"CKV_MESH_1", "CKV2_MESH_1", "CKV_AWS_61"}))
    assert tallies([SURVIVED, NOTICED, pack]).splitlines() == [
        "protection  mutants  noticed  by AWS's pack  by meshctl's pack  survived",
        "alarm             2        1              0                  1         1",
        "condition         1        1              1                  1         0",
        "all               3        2              1                  2         1",
    ]
