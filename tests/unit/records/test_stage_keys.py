"""What the keys of a stage's bucket are to the stage."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.records.stage_keys import accounts_of_others, record_key, stage_keys, state_key

ORDERS = ("222222222222", "system-orders")
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


def test_states_and_records_hold_the_account() -> None:
    assert state_key("shop", "dev", ORDERS) == "shop/dev/222222222222/system-orders.tfstate"
    assert record_key("shop", "dev", ORDERS) == "shop/dev/222222222222/system-orders.applied"


@given(NAMES, NAMES, st.tuples(st.from_regex(r"[0-9]{12}", fullmatch=True), NAMES))
def test_every_stack_is_found_by_its_keys(mesh: str, stage: str, stack: tuple[str, str]) -> None:
    state, record = state_key(mesh, stage, stack), record_key(mesh, stage, stack)
    found = stage_keys(mesh, stage, [state, record, f"{state}.tflock"])
    assert (found.states, found.records, found.earlier) == ({stack: state}, {stack: record}, {})


def test_a_state_of_before_keys_held_the_account_is_found_by_its_name() -> None:
    found = stage_keys("shop", "dev", ["shop/dev/hub.tfstate", "shop/dev/hub.tfstate.tflock"])
    assert (found.states, found.earlier) == ({}, {"hub": "shop/dev/hub.tfstate"})


def test_what_is_of_another_mesh_or_stage_or_nothing_that_meshctl_keeps_is_left_out() -> None:
    keys = [
        "shopping/dev/hub.tfstate",
        "shop/devel/hub.tfstate",
        "shop/dev/notes.txt",
        "shop/dev/x/hub.tfstate",
        "shop/dev/222222222222/../hub.tfstate",
        "shop/dev/hub.applied",
    ]
    found = stage_keys("shop", "dev", keys)
    assert (found.states, found.records, found.earlier) == ({}, {}, {})


def test_another_mesh_is_known_by_the_accounts_of_its_stacks_in_a_stage_of_this_name() -> None:
    keys = [
        "store/dev/222222222222/hub.applied",
        "store/prod/333333333333/hub.applied",
        state_key("shop", "dev", ORDERS),
    ]
    assert accounts_of_others("shop", "dev", keys) == {"222222222222": "store"}
