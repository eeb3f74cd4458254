"""What is protected does not go, whatever else a change does."""

import pytest

from meshctl.errors import MeshctlError
from meshctl.retirement.protection import refuse_protected_losses
from tests.support.shop_generations import PAYMENTS, shop_generation

QUEUE = {
    "queue": {"name": "letters", "arn": "a", "keep_seconds": 60, "protected": True},
    "dead_letters": {"name": "letters_dead", "arn": "b", "keep_seconds": 60},
}


def test_a_protected_queue_does_not_go() -> None:
    standing, new = shop_generation(), shop_generation()
    standing[PAYMENTS].inputs["queues"]["capture/letters"] = QUEUE
    with pytest.raises(MeshctlError, match=r"^the queue payments/capture/letters is protected and would go$"):
        refuse_protected_losses(standing, new)


def test_nor_does_a_protected_system_and_no_queue_of_one() -> None:
    standing, new = shop_generation(), shop_generation()
    standing[PAYMENTS].inputs["stack"]["tags"]["meshctl:protected"] = "true"
    standing[PAYMENTS].inputs["queues"]["capture/letters"] = QUEUE | {"queue": QUEUE["queue"] | {"protected": False}}
    with pytest.raises(MeshctlError, match=r"the queue payments/capture/letters is protected"):
        refuse_protected_losses(standing, new)
    del new[PAYMENTS]
    with pytest.raises(MeshctlError, match=r"the system payments in the account 333333333333 is protected"):
        refuse_protected_losses(standing, new)


def test_what_is_not_protected_any_more_may_go() -> None:
    standing, new = shop_generation(), shop_generation()
    standing[PAYMENTS].inputs["queues"]["capture/letters"] = QUEUE | {"queue": QUEUE["queue"] | {"protected": False}}
    refuse_protected_losses(standing, new)
    del new[PAYMENTS]
    refuse_protected_losses(standing, new)


def test_a_protected_queue_may_be_changed() -> None:
    standing, new = shop_generation(), shop_generation()
    for generation in (standing, new):
        generation[PAYMENTS].inputs["queues"]["capture/letters"] = QUEUE
    refuse_protected_losses(standing, new)
