"""Credentials in the text of a catalogue. What looks like one is put together here, so that no scanner finds this file."""

import pytest

from meshctl.masking.secret_forms import SECRETS
from tests.support.bounded import without_exploding
from tests.support.catalogues import ORDERS

from .conftest import Found

WRITTEN = {
    "an AWS access key id": ["AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE"],
    "a private key": ["-----BEGIN " + "RSA PRIVATE KEY-----", "-----BEGIN " + "PRIVATE KEY-----"],
    "a GitHub token": ["ghp" + "_" + "a1B2" * 9, "github" + "_pat_" + "A1b2" * 8],
    "a Slack token": ["xoxb" + "-123456789012-abc"],
    "a Stripe key": ["sk" + "_live_" + "a1B2" * 6],
    "a password in a URL": ["amqp://" + "shop:hunter2@queue.example/x", "redis://" + ":hunter2@cache.example"],
}
HARMLESS = [
    "AKIA",
    "MAKIAIOSFODNN7EXAMPLE1",
    "-----BEGIN CERTIFICATE-----",
    "https://shop.example:443/a@b",
    "ghp_short",
]
HARMLESS += ["amqp://shop:${PASSWORD}@queue.example", "amqp://shop:<password>@queue.example", "mailto:a@b.example"]


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in WRITTEN.items() for text in texts])
@pytest.mark.parametrize("line", ["# {}", "description: 'x {} y'"])
def test_a_credential_is_found_and_not_repeated(found: Found, what: str, text: str, line: str) -> None:
    (one,) = found("secret-in-plain-text", {"orders/system.yaml": ORDERS + line.format(text) + "\n"})
    assert one.message == f"{what} stands here in plain text"
    assert str(one.place).startswith("orders/system.yaml:3:")
    assert not one.shown


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_credential_is_not_found(found: Found, text: str) -> None:
    assert found("secret-in-plain-text", {"orders/system.yaml": ORDERS + f"# {text}\n"}) == []


def test_a_schema_may_hold_one_as_well(found: Found) -> None:
    schema = '{"title": "é",\n "examples": ["' + "AKIA" + 'IOSFODNN7EXAMPLE"]}'
    (one,) = found("secret-in-plain-text", {"orders/events/OrderPlaced.v1.json": schema})
    assert str(one.place) == "orders/events/OrderPlaced.v1.json:2:16"


@pytest.mark.parametrize("text", [b"://" * 333_333, b"://a:" * 200_000, b"-----BEGIN " * 90_000, b"AKIA" * 250_000])
def test_a_megabyte_of_marks_is_searched_quickly(text: bytes) -> None:
    with without_exploding():
        assert all(expression.search(text) is None for _, _, expression in SECRETS)


def test_a_line_full_of_credentials_is_one_finding_and_takes_no_longer(found: Found) -> None:
    key = "AKIA" + "IOSFODNN7EXAMPLE"
    schema = "[" + ",".join([f'"{key}"'] * 40_000) + ",\n" + f'"{key}"]'
    with without_exploding():
        assert len(found("secret-in-plain-text", {"orders/events/OrderPlaced.v1.json": schema})) == 2
