"""A stack that goes as a whole needs no inputs that anybody has to remember."""

import pytest

from meshctl.app.deploy.taken_down import taken_down
from meshctl.records.shapes import INPUTS, fits
from tests.support.kept_stage import DEV, MESH, OLD_ORDERS, built, inputs_of

KEYS = [stack.key for stack in built()]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[1])
def test_its_inputs_have_the_form_of_its_root_and_hold_nothing_but_where_it_stands(key: tuple[str, str]) -> None:
    stack = taken_down(MESH, DEV, key, key[1])
    told, known = inputs_of(stack), next(inputs_of(one) for one in built() if one.key == key)
    assert fits(told, INPUTS[stack.root])
    assert told["stack"] == known["stack"]
    assert told.get("bus", {}).get("arn") == known.get("bus", {}).get("arn")


def test_in_an_account_that_a_system_has_left_it_is_taken_down_there() -> None:
    stack = taken_down(MESH, DEV, OLD_ORDERS, "system-orders@999999999999")
    assert stack.key == OLD_ORDERS
    assert stack.inputs["stack"]["account"] == "999999999999"
