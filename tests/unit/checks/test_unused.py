"""Unused channels, orphan events, missing descriptions and redundant names."""

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT

from .conftest import Found

BASKET = """\
service: basket
publishes:
  {name}: {{version: 1, schema: events/OrderPlaced.v1.json, description: It has happened., visibility: {visibility}}}
"""


def test_a_function_of_a_service_that_publishes_may_be_there_to_publish(found: Found) -> None:
    functions = "functions:\n  place: {source: ../payments/lambdas/charge, handler: handler.handle}\n"
    assert found("unused-channel", {"orders/checkout.yaml": CHECKOUT + functions}) == []
    assert len(found("unused-channel", {"orders/basket.yaml": "service: basket\n" + functions})) == 1


def test_a_queue_of_a_service_that_publishes_is_there_to_receive(found: Found) -> None:
    (one,) = found("unused-channel", {"orders/checkout.yaml": CHECKOUT + "queues:\n  letters: {}\n"})
    assert one.message == 'nothing is delivered to the queue "letters" of "orders/checkout"'


def test_a_channel_whose_name_may_be_misspelt_is_not_called_unused(found: Found) -> None:
    assert (
        found("unused-channel", {"payments/capture.yaml": CAPTURE.replace("{queue: l", "{queue: L".lower() + "x")})
        == []
    )


@pytest.mark.parametrize(
    "definition",
    [
        None,
        "{StartAt: 1}",
        "[]",
        '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, '
        '"Parameters": {"FunctionName": "${functions.chrge}"}}}}',
    ],
    ids=["not there", "no JSON", "no state machine", "a misspelt name"],
)
def test_what_a_broken_workflow_may_use_is_not_called_unused(found: Found, definition: str | None) -> None:
    functions = "functions:\n  charge: {source: lambdas/charge, handler: handler.handle}\n"
    service = f"service: review\n{functions}workflows:\n  judge: {{definition: flows/judge.json}}\n"
    unused = found("unused-channel", {"payments/review.yaml": service, "payments/flows/judge.json": definition})
    assert [one.message for one in unused] == ['nothing is delivered to the workflow "judge" of "payments/review"']


@pytest.mark.parametrize(("visibility", "help_"), [("public", "tell other teams"), ("private", "within orders")])
def test_an_event_without_a_receiver_is_an_orphan(found: Found, visibility: str, help_: str) -> None:
    (one,) = found("orphan-event", {"orders/basket.yaml": BASKET.format(name="BasketLeft", visibility=visibility)})
    assert one.message == 'nobody receives "orders/BasketLeft"'
    assert help_ in one.help


def test_an_event_whose_reference_may_be_misspelt_is_no_orphan(found: Found) -> None:
    assert found("orphan-event", {"payments/capture.yaml": CAPTURE.replace("OrderPlaced", "OrderPlacd")}) == []


def test_while_a_file_cannot_be_read_nothing_is_an_orphan(found: Found) -> None:
    assert found("orphan-event", {"payments/capture.yaml": "service: ["}) == []


@pytest.mark.parametrize("description", ["", ', description: "  "'])
def test_a_description_has_words(found: Found, description: str) -> None:
    text = CHECKOUT.replace(", description: A customer has paid.", description)
    assert len(found("public-event-without-description", {"orders/checkout.yaml": text})) == 1


def test_a_private_event_needs_no_description(found: Found) -> None:
    text = CHECKOUT.replace("description: A customer has paid.", "visibility: private")
    assert found("public-event-without-description", {"orders/checkout.yaml": text}) == []


@pytest.mark.parametrize(
    ("name", "shorter"),
    [
        ("BasketLeftEvent", "BasketLeft"),
        ("BasketLeftV2", "BasketLeft"),
        ("OrdersBasketLeft", "BasketLeft"),
        ("BasketPriceChanged", "PriceChanged"),
    ],
)
def test_a_name_that_repeats_what_stands_beside_it_is_noted(found: Found, name: str, shorter: str) -> None:
    (one,) = found("redundant-name", {"orders/basket.yaml": BASKET.format(name=name, visibility="public")})
    assert one.help == f'"{shorter}" says the same'


@pytest.mark.parametrize("name", ["BasketLeft", "OrderPlaced2", "Event", "MainEvent", "V2", "Basket", "OrdersPacked"])
def test_a_name_of_which_one_word_would_remain_is_none(found: Found, name: str) -> None:
    assert found("redundant-name", {"orders/basket.yaml": BASKET.format(name=name, visibility="public")}) == []
