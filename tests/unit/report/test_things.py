"""Lists and details of a catalogue's things, as they are shown."""

import json
from typing import Any

import pytest

from meshctl.app.tell.list_things import LISTS
from meshctl.app.tell.show_thing import show_one
from meshctl.report.things import thing_as_json, thing_as_text, things_as_json
from tests.support.whole_language import whole_mesh

MESH = whole_mesh()


def shown(name: str) -> dict[str, Any]:
    (record,) = json.loads(thing_as_json(show_one(MESH, None, name))).values()
    return dict(record)


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_each_thing_of_a_list_is_told_under_what_it_is(kind: str) -> None:
    things = LISTS[kind](MESH)
    assert [one[kind[:-1]] for one in json.loads(things_as_json(kind, things))[kind]] == [one.name for one in things]


def test_what_details_say_goes_before_the_summary() -> None:
    system = shown("orders")
    assert [one["service"] for one in system["services"]] == ["orders/checkout"]
    assert system["subscriptions"] == len([one for one in MESH.subscriptions if one.system == "orders"])


def test_the_settings_of_a_channel_are_facts_among_others() -> None:
    assert shown("orders/checkout/clicks")["shards"] == 2
    assert "\nSHARDS " in thing_as_text(show_one(MESH, None, "orders/checkout/clicks"))


def test_a_source_is_shown_under_its_own_name() -> None:
    partner = shown("orders/checkout/shopify")
    assert (partner["source"], partner["gives"]) == ("orders/checkout/shopify", "aws.partner/shopify.com/12345/orders")


def test_what_a_stage_says_otherwise_is_told_by_stage() -> None:
    assert shown("orders/checkout/clicks")["stages"] == [
        {"stage": "dev", "otherwise": {"keep_seconds": 25 * 3600, "shards": 1}}
    ]


def test_what_is_so_or_not_is_told_in_words_but_a_filter_as_it_is_written() -> None:
    mesh = whole_mesh()
    told = json.loads(things_as_json("subscriptions", LISTS["subscriptions"](mesh)))["subscriptions"]
    assert {one["buffer"] for one in told} == {"yes", "no"}
    assert [one["filter"] for one in told] == [one.where for one in mesh.subscriptions]
