"""What a Terraform state tells: of what stands, for those who have no record of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import MeshctlError
from meshctl.records.terraform_state import read_state

ARN = "arn:aws:sqs:eu-central-1:222222222222:shop_dev_orders_dead"


def resource(kind: str, module: str = "", **attributes: object) -> dict[str, Any]:
    return {"mode": "managed", "type": kind, "name": "x", "module": module, "instances": [{"attributes": attributes}]}


def state(*resources: dict[str, Any], version: int = 4) -> bytes:
    return json.dumps({"version": version, "serial": 1, "lineage": "x", "resources": resources}).encode()


def test_an_empty_state_holds_nothing() -> None:
    told = read_state(state(), "a")
    assert (told.resources, told.accounts, told.queues) == (0, frozenset(), ())


def test_queues_and_the_account_are_known_by_their_arns() -> None:
    bucket = resource("aws_cloudwatch_event_target", arn=ARN.replace("2" * 12, "3" * 12))
    told = read_state(state(resource("aws_sqs_queue", 'module.queue["a/b"].module.queue', arn=ARN), bucket), "a")
    assert (told.accounts, told.queues) == (frozenset({"222222222222"}), (ARN,))


def test_the_code_of_functions_and_the_ids_of_targets_are_known_by_the_key_of_their_module() -> None:
    function = resource("aws_lambda_function", 'module.function["capture/capture"]', source_code_hash="aGFzaA==")
    target = resource("aws_cloudwatch_event_target", 'module.route["payments/capture/placed"]', target_id="queue")
    told = read_state(state(function, target), "a")
    assert (told.code, told.target_ids) == ({"capture/capture": "aGFzaA=="}, {"payments/capture/placed": "queue"})


def test_what_was_never_made_whole_counts_and_tells_nothing() -> None:
    told = read_state(state(resource("aws_sqs_queue", arn=None), resource("aws_lambda_function")), "a")
    assert (told.resources, told.queues, told.code) == (2, (), {})


ANY_JSON = st.recursive(st.none() | st.integers(0, 3) | st.text(max_size=3), lambda one: st.lists(one, max_size=2))


@given(
    st.dictionaries(st.sampled_from(["version", "resources"]), ANY_JSON).map(json.dumps).map(str.encode)
    | st.binary(max_size=40)
)
def test_what_is_no_state_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(MeshctlError, match='the state "a" in the stage\'s bucket cannot be read'):
        read_state(content, "a")


@pytest.mark.parametrize("content", [state(version=3), state({"mode": "managed"}), b"[" * 100_000])
def test_a_state_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(MeshctlError, match="cannot be read"):
        read_state(content, "a")
