import pytest

from meshctl.report.plurals import counted


@pytest.mark.parametrize(("number", "words"), [(0, "0 events"), (1, "1 event"), (2, "2 events")])
def test_one_thing_is_told_otherwise_than_several(number: int, words: str) -> None:
    assert counted(number, "event") == words


def test_what_takes_more_than_an_s_is_said() -> None:
    assert [counted(number, "bus", "buses") for number in (1, 2)] == ["1 bus", "2 buses"]
