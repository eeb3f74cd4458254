"""Several versions of an event, side by side."""

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, MESH

from .conftest import Found

V2 = "  OrderPlaced.v2: {schema: events/OrderPlaced.v2.json, description: A customer has paid in any currency.}\n"
V3 = V2.replace("v2", "v3")
OLD = CHECKOUT.replace("v1.json,", "v1.json, deprecated: '2027-03-01',")


def catalogue(checkout: str = CHECKOUT + V2, wanted: str = "OrderPlaced.v1") -> dict[str, str | bytes | None]:
    """Two versions, unless said otherwise, and two subscriptions in payments to what is wanted."""
    return {
        "orders/checkout.yaml": checkout,
        "orders/events/OrderPlaced.v2.json": '{"title": "OrderPlaced.v2"}',
        "orders/events/OrderPlaced.v3.json": "{}",
        "payments/capture.yaml": CAPTURE.replace("OrderPlaced", wanted),
    }


def test_a_consumer_says_which_of_several_versions_it_receives(found: Found) -> None:
    first, _ = found("unknown-event", catalogue(wanted="OrderPlaced"))
    assert first.message == '"orders/OrderPlaced" is published in several versions'
    assert first.help == "say which: orders/OrderPlaced.v1, orders/OrderPlaced.v2"


@pytest.mark.parametrize("version", [1, 2])
def test_a_consumer_receives_the_version_that_it_says(found: Found, version: int) -> None:
    assert found("unknown-event", catalogue(wanted=f"OrderPlaced.v{version}")) == []


def test_the_only_version_may_be_named_by_its_number(found: Found) -> None:
    assert found("unknown-event", catalogue(CHECKOUT, "OrderPlaced.v1")) == []


def test_a_version_that_nobody_publishes_is_answered_with_those_there_are(found: Found) -> None:
    first, _ = found("unknown-event", catalogue(wanted="OrderPlaced.v3"))
    assert first.help == "there is: orders/OrderPlaced.v1, orders/OrderPlaced.v2"


def test_a_misspelt_event_is_answered_with_a_version_that_can_be_received(found: Found) -> None:
    first, _ = found("unknown-event", catalogue(wanted="OrderPlacd"))
    assert first.help == 'did you mean "orders/OrderPlaced.v2"?'


def test_a_private_version_is_offered_to_no_other_system(found: Found) -> None:
    private = CHECKOUT + V2.replace("{schema", "{visibility: private, schema")
    first, _ = found("unknown-event", catalogue(private, "OrderPlaced"))
    assert first.help == "say which: orders/OrderPlaced.v1"
    assert found("private-event", catalogue(private, "OrderPlaced")) == []


@pytest.mark.parametrize(("version", "findings"), [(1, 0), (2, 2)])
def test_one_version_may_be_private_and_another_public(found: Found, version: int, findings: int) -> None:
    private = CHECKOUT + V2.replace("{schema", "{visibility: private, schema")
    assert len(found("private-event", catalogue(private, f"OrderPlaced.v{version}"))) == findings


def test_a_new_version_that_nobody_receives_yet_is_an_orphan_and_the_old_one_is_none(found: Found) -> None:
    (one,) = found("orphan-event", catalogue())
    assert (one.severity, one.message) == ("warning", 'nobody receives "orders/OrderPlaced.v2"')
    assert one.help.endswith("event: orders/OrderPlaced.v2")


def test_a_deprecated_version_that_nobody_receives_can_go(found: Found) -> None:
    (one,) = found("orphan-event", catalogue(OLD + V2, "OrderPlaced.v2"))
    assert one.message == 'nobody receives "orders/OrderPlaced.v1"'
    assert one.help == "it is deprecated, so delete it: nobody waits for it"


def test_while_a_consumer_has_not_said_which_version_none_is_an_orphan(found: Found) -> None:
    assert found("orphan-event", catalogue(wanted="OrderPlaced")) == []


def test_each_public_version_has_a_description(found: Found) -> None:
    (one,) = found("public-event-without-description", catalogue(CHECKOUT + V2.partition(", description")[0] + "}\n"))
    assert one.message == 'the public event "orders/OrderPlaced.v2" has no description'


def test_a_new_version_with_the_schema_of_the_old_one_is_found(found: Found) -> None:
    (one,) = found("schema-mismatch-of-version", catalogue(CHECKOUT + V2.replace("v2.json", "v1.json")))
    assert one.message.startswith('"OrderPlaced.v2" has a schema of version 1')
    assert found("schema-mismatch-of-version", catalogue()) == []


def test_the_events_offered_in_place_of_a_topic_say_their_version(found: Found) -> None:
    topic = catalogue() | {"payments/capture.yaml": CAPTURE.replace("event: orders/OrderPlaced", "topic: orders/u")}
    first, _ = found("crosses-system-boundary", topic)
    assert first.help.endswith(": orders/OrderPlaced.v1, orders/OrderPlaced.v2")


def test_a_version_said_twice_in_one_file_is_found(found: Found) -> None:
    (one,) = found("duplicate-name", catalogue(CHECKOUT.replace("version: 1", "version: 2") + V2))
    assert one.message == '"OrderPlaced.v2" stands here a second time (first in line 3)'
    assert found("duplicate-name", catalogue()) == []


@pytest.mark.parametrize("version", [1, 2])
def test_no_other_service_publishes_an_event_in_any_version(found: Found, version: int) -> None:
    other = CHECKOUT.replace("checkout", "ordering").replace("version: 1", f"version: {version}")
    (one,) = found("two-publishers", catalogue(CHECKOUT) | {"orders/ordering.yaml": other})
    assert one.message.startswith('"orders/OrderPlaced" is published by "ordering" and by "checkout" (orders/')


def test_one_service_publishes_several_versions(found: Found) -> None:
    assert found("two-publishers", catalogue()) == []


def test_two_systems_may_have_events_of_one_name(found: Found) -> None:
    same = CHECKOUT.replace("checkout", "placing").replace("events/", "../orders/events/")
    assert found("two-publishers", {"payments/placing.yaml": same}) == []


def test_who_receives_a_deprecated_version_is_told_when_and_where_to_move(found: Found) -> None:
    first, second = found("deprecated-event", catalogue(OLD + V2 + V3))
    assert (str(first.place), str(second.place)) == ("payments/capture.yaml:8:12", "payments/capture.yaml:12:12")
    assert first.message == '"orders/OrderPlaced.v1" may be gone from 2027-03-01 on'
    assert first.help == "receive the newer version: `event: orders/OrderPlaced.v3`"


@pytest.mark.parametrize("said", ["deprecated: '2028-03-01'", "visibility: private"])
def test_nobody_is_sent_to_a_version_that_goes_as_well_or_cannot_be_received(found: Found, said: str) -> None:
    first, _ = found("deprecated-event", catalogue(OLD + V2 + V3.replace("{schema", f"{{{said}, schema")))
    assert first.help == "receive the newer version: `event: orders/OrderPlaced.v2`"


@pytest.mark.parametrize("wanted", ["OrderPlaced", "OrderPlaced.v1"])
def test_where_there_is_no_version_to_move_to_the_owner_is_asked(found: Found, wanted: str) -> None:
    first, _ = found("deprecated-event", catalogue(OLD, wanted))
    assert first.help == "no version is there to move to: ask the owner of orders (checkout) what comes instead"


def test_an_older_version_is_nothing_to_move_to(found: Found) -> None:
    first, _ = found(
        "deprecated-event", catalogue(CHECKOUT + V2.replace("{", "{deprecated: '2027-03-01', "), "OrderPlaced.v2")
    )
    assert "ask the owner" in first.help


def test_who_receives_the_new_version_is_not_told_of_the_old_one(found: Found) -> None:
    assert found("deprecated-event", catalogue(OLD + V2, "OrderPlaced.v2")) == []


def test_who_does_not_say_which_version_is_asked_that_first(found: Found) -> None:
    assert found("deprecated-event", catalogue(OLD + V2, "OrderPlaced")) == []


def test_a_reasoned_exception_gives_a_consumer_more_time(found: Found) -> None:
    said = "{check: deprecated-event, where: payments/capture, reason: Ours is rewritten in spring., until: 2027-02-01}"
    told = found("deprecated-event", catalogue(OLD) | {"mesh.yaml": MESH + f"exceptions: [{said}]\n"})
    assert [one.severity for one in told] == ["note", "note"]
