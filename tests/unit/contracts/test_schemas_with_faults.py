"""What has faults is told not to be compared, and never taken for what it was."""

import pytest

from .test_compare_catalogues import BOTH, REQUIRED, SCHEMA, broken, compared, sentences


@pytest.mark.parametrize("faulty", ['{"type": "objct"}', '{"$ref": "gone.json"}', "{", '{"pattern": "("}', "[]"])
def test_a_schema_with_faults_is_told_not_to_be_compared(faulty: str) -> None:
    sentence = "orders/OrderPlaced.v1 has another schema, which is not compared:"
    mended = compared({SCHEMA: faulty}, {SCHEMA: REQUIRED})
    assert (sentences(mended), broken(mended)) == ([f"{sentence} that of the base has faults"], [])
    spoilt = f"{sentence} that of the catalogue has faults"
    spoiling = compared({SCHEMA: REQUIRED}, {SCHEMA: faulty})
    assert broken(spoiling) == [(spoilt, BOTH)]
    assert all(one.presumed for one in spoiling.breaks)
    both = compared({SCHEMA: faulty}, {SCHEMA: faulty + " "})
    assert broken(both) == [(f"{sentence} both have faults", BOTH)]
    assert compared({SCHEMA: faulty}, {SCHEMA: faulty}).events == ()
