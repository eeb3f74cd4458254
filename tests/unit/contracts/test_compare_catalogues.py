"""What changes for people between two catalogues, and whom it breaks."""

from datetime import date
from typing import Any

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.contracts.developments.compare_catalogues import compare_catalogues
from meshctl.contracts.developments.developments import Developments
from meshctl.contracts.versions.modes import Mode
from meshctl.model.mesh import Mesh
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, SOUND

TODAY = date(2026, 11, 23)
PLACED = "orders/checkout.yaml"
SCHEMA = "orders/events/OrderPlaced.v1.json"
NOTHING = "service: checkout\n"
DEPRECATED = CHECKOUT.replace("version: 1", 'version: 1, deprecated: "2027-03-01"')
BOTH = ("payments/capture/kept", "payments/capture/placed")


def mesh(files: dict[str, Any]) -> Mesh:
    texts = {path: text for path, text in {**SOUND, **files}.items() if text is not None}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    contents = {path: text.encode() for path, text in texts.items()}
    found = read_catalogue(CatalogueFiles(contents, frozenset({*texts, *directories}))).mesh
    assert found
    return found


def compared(
    before: dict[str, Any], after: dict[str, Any], mode: Mode = Mode.FORWARD, today: date = TODAY
) -> Developments:
    return compare_catalogues(mesh(before), mesh(after), today, mode)


def sentences(found: Developments) -> list[str]:
    return [*(one.sentence for one in found.events), *(one.sentence for one in found.subscriptions)]


def broken(found: Developments) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.sentence, one.consumers) for one in found.breaks]


def test_between_equal_catalogues_there_is_nothing() -> None:
    assert compared({}, {}) == Developments((), (), (), ())


def test_settings_are_no_matter_between_teams() -> None:
    assert compared({}, {"payments/capture.yaml": CAPTURE + "defaults: {retry: {for: 1h}}\n"}) == Developments(
        (), (), (), ()
    )


def test_a_new_version_breaks_nobody() -> None:
    found = compared({}, {PLACED: CHECKOUT + "  OrderPlaced.v2: {schema: events/OrderPlaced.v1.json}\n"})
    assert sentences(found) == ["orders/OrderPlaced.v2 is new"]
    assert broken(found) == []


def test_an_event_that_somebody_receives_cannot_go() -> None:
    found = compared({}, {PLACED: NOTHING})
    assert broken(found) == [("orders/OrderPlaced.v1 is gone, and somebody receives it", BOTH)]


def test_nor_can_its_service_or_its_system() -> None:
    gone = {path: None for path in SOUND if path.startswith("orders/")}
    found = compared({}, gone)
    assert [(one.kind, one.name, one.turn) for one in found.owners] == [
        ("system", "orders", "removed"),
        ("service", "orders/checkout", "removed"),
    ]
    assert [consumers for _, consumers in broken(found)] == [BOTH]


def test_a_version_cannot_be_raised_under_those_who_receive_it() -> None:
    found = compared({}, {PLACED: CHECKOUT.replace("version: 1", "version: 2")})
    assert sentences(found)[:2] == ["orders/OrderPlaced.v1 is gone", "orders/OrderPlaced.v2 is new"]
    assert [consumers for _, consumers in broken(found)] == [BOTH]


def test_an_event_that_nobody_receives_can_go() -> None:
    alone = {"payments/capture.yaml": None}
    found = compared(alone, {**alone, PLACED: NOTHING})
    assert sentences(found) == ["orders/OrderPlaced.v1 is gone"]
    assert broken(found) == []


def test_consumers_that_leave_in_the_same_change_still_have_to_be_waited_for() -> None:
    found = compared({}, {PLACED: NOTHING, "payments/capture.yaml": "service: capture\n"})
    assert [consumers for _, consumers in broken(found)] == [BOTH]


@pytest.mark.parametrize(("today", "breaks"), [(date(2027, 2, 28), 1), (date(2027, 3, 1), 0)])
def test_a_deprecated_event_can_go_when_its_day_has_come(today: date, breaks: int) -> None:
    found = compared({PLACED: DEPRECATED}, {PLACED: NOTHING}, today=today)
    assert len(broken(found)) == breaks


def test_deprecation_tells_the_consumers() -> None:
    (told,) = compared({}, {PLACED: DEPRECATED}).events
    assert told.sentence == "orders/OrderPlaced.v1 may be gone from 2027-03-01 on"
    assert told.consumers == BOTH
    assert told.breaks == ()


def test_a_day_that_was_told_is_not_brought_forward() -> None:
    sooner = DEPRECATED.replace("2027-03", "2026-12")
    assert [consumers for _, consumers in broken(compared({PLACED: DEPRECATED}, {PLACED: sooner}))] == [BOTH]
    assert broken(compared({PLACED: sooner}, {PLACED: DEPRECATED})) == []


def test_what_others_receive_cannot_become_private() -> None:
    private = {PLACED: CHECKOUT.replace("version: 1", "version: 1, visibility: private")}
    assert broken(compared({}, private))[0] == (
        "orders/OrderPlaced.v1 is private to its system now, and other systems receive it",
        BOTH,
    )


@pytest.mark.parametrize("shown", [True, False])
def test_whoever_publishes_on_the_old_bus_reaches_nobody_but_functions_are_told_the_new_one(shown: bool) -> None:
    alone = {"payments/capture.yaml": None}
    function = "functions: {settle: {source: lambdas/charge, handler: handler.handle}}\n"
    for code, breaks in (("", [("orders/checkout",)]), (function, [])):
        public = {**alone, PLACED: CHECKOUT + code}
        private = {**alone, PLACED: CHECKOUT.replace("version: 1", "version: 1, visibility: private") + code}
        found = compared(private, public) if shown else compared(public, private)
        assert [consumers for _, consumers in broken(found)] == breaks


def test_an_event_may_move_to_another_service() -> None:
    moved = {PLACED: None, "orders/basket.yaml": CHECKOUT.replace("checkout", "basket")}
    found = compared({}, moved)
    sentence = "orders/OrderPlaced.v1 is published by basket, no longer by checkout: its source is orders.basket now"
    assert sentence in sentences(found)
    lost = "orders/OrderPlaced.v1: code that publishes it as orders.checkout loses the right to"
    assert broken(found) == [(lost, ("orders/checkout",))]


@pytest.mark.parametrize(
    ("old", "new", "versions"),
    [("", "", 1), ("", ".v1", 1), (".v1", "", 1), (".v1", ".v1", 1), ("", ".v1", 2), (".v1", ".v1", 2)],
)
def test_a_version_that_was_meant_before_is_no_change(old: str, new: str, versions: int) -> None:
    second = "  OrderPlaced.v2: {schema: events/OrderPlaced.v1.json}\n" if versions == 2 else ""
    before, after = (CAPTURE.replace("orders/OrderPlaced", f"orders/OrderPlaced{one}") for one in (old, new))
    found = compared({"payments/capture.yaml": before}, {"payments/capture.yaml": after, PLACED: CHECKOUT + second})
    assert found.subscriptions == ()


def test_a_version_that_is_raised_under_a_subscription_is_one() -> None:
    found = compared({}, {PLACED: CHECKOUT.replace("version: 1", "version: 2")})
    assert [one.sentence for one in found.subscriptions] == [
        f"payments/capture/{name} receives orders/OrderPlaced.v2 instead of orders/OrderPlaced.v1"
        for name in ("kept", "placed")
    ]


def test_whoever_lives_in_another_account_leaves_queues_and_rights_behind() -> None:
    found = compared({}, {"mesh.yaml": MESH.replace("333333333333", "444444444444")})
    moved = "the system payments moves in dev from 333333333333 eu-west-1 to 444444444444 eu-west-1"
    assert [(one.turn, one.sentence) for one in found.stages] == [("moved", moved)]
    assert broken(found) == [
        (
            f"{moved}: what publishes there loses the right to, and what waits in queues there is left behind",
            ("payments/capture",),
        )
    ]


def test_whoever_lives_in_another_region_does_too() -> None:
    found = compared({}, {"mesh.yaml": MESH.replace("eu-west-1", "eu-north-1")})
    assert [one.sentence for one in found.stages] == [
        f"{who} moves in dev from {number} eu-west-1 to {number} eu-north-1"
        for who, number in (("the hub", "1" * 12), ("the system orders", "2" * 12), ("the system payments", "3" * 12))
    ]
    assert broken(found)[0][1] == ("orders/checkout", "payments/capture")


def test_a_stage_comes_and_goes() -> None:
    other = MESH.replace("  dev:", "  prod:")
    assert [one.sentence for one in compared({}, {"mesh.yaml": other}).stages] == [
        "the stage dev is gone",
        "the stage prod is new",
    ]


def test_a_renamed_mesh_is_another_one_and_moves_nobody_on_the_embedded_aws() -> None:
    found = compared({}, {"mesh.yaml": MESH.replace("mesh: shop", "mesh: store")})
    assert [(one.kind, one.name, one.turn) for one in found.owners] == [
        ("mesh", "store", "added"),
        ("mesh", "shop", "removed"),
    ]
    assert found.stages == ()


TEXT = '{"type": "object", "properties": {"total": {"type": "string"}}}\n'
REQUIRED = '{"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]}\n'


def test_another_type_breaks_whoever_reads_by_the_old_one() -> None:
    found = compared({}, {SCHEMA: TEXT})
    assert broken(found)[0][1] == BOTH
    assert all(one.place.file == SCHEMA for one in found.breaks)


def test_what_breaks_depends_on_what_compatible_means() -> None:
    assert broken(compared({}, {SCHEMA: REQUIRED}, Mode.FORWARD)) == []
    assert len(broken(compared({}, {SCHEMA: REQUIRED}, Mode.BACKWARD))) == 1
    assert len(broken(compared({}, {SCHEMA: REQUIRED}, Mode.FULL))) == 1


def test_a_field_that_a_filter_reads_is_never_removed_silently() -> None:
    empty = '{"type": "object", "properties": {}}\n'
    for mode in Mode:
        assert any(
            "payments/capture/placed" in consumers for _, consumers in broken(compared({}, {SCHEMA: empty}, mode))
        )


def test_nor_is_a_field_that_an_input_takes() -> None:
    capture = CAPTURE.replace('    where: {total: [{numeric: [">", 0]}]}\n', "    input: {sum: total}\n")
    taking = {"payments/capture.yaml": capture}
    found = compared(taking, {**taking, SCHEMA: '{"type": "object"}\n'}, Mode.BACKWARD)
    assert [consumers for _, consumers in broken(found)] == [("payments/capture/placed",)]


def test_what_nobody_receives_can_change_at_will() -> None:
    alone = {"payments/capture.yaml": None}
    found = compared(alone, {**alone, SCHEMA: TEXT})
    assert sentences(found) == ["orders/OrderPlaced.v1 has another schema"]
    assert broken(found) == []


def test_subscriptions_are_won_lost_and_changed() -> None:
    after = CAPTURE.replace("  kept:\n", "  stored:\n").replace("{total: [{numeric", "{sum: [{numeric")
    found = compared({}, {"payments/capture.yaml": after})
    assert [one.sentence for one in found.subscriptions] == [
        "payments/capture no longer receives orders/OrderPlaced (kept)",
        'payments/capture/placed filters by {"sum": [{"numeric": [">", 0]}]} instead of {"total": [{"numeric": [">", 0]}]}',
        "payments/capture now receives orders/OrderPlaced (stored)",
    ]


def test_one_is_not_true() -> None:
    def constant(value: str) -> str:
        return f'{{"type": "object", "properties": {{"total": {{"const": {value}}}}}}}\n'

    assert broken(compared({SCHEMA: constant("1")}, {SCHEMA: constant("true")}))
    wanted = CAPTURE.replace('{total: [{numeric: [">", 0]}]}', "{total: [1]}")
    found = compared({"payments/capture.yaml": wanted}, {"payments/capture.yaml": wanted.replace("[1]", "[true]")})
    assert [one.key for one in found.subscriptions] == ["payments/capture/placed"]


def test_whoever_stops_reading_a_field_in_the_same_change_has_read_it() -> None:
    unfiltered = CAPTURE.replace('    where: {total: [{numeric: [">", 0]}]}\n', "")
    found = compared({}, {"payments/capture.yaml": unfiltered, SCHEMA: '{"type": "object"}\n'}, Mode.BACKWARD)
    assert [consumers for _, consumers in broken(found)] == [("payments/capture/placed",)]


def test_not_even_a_private_events_schema_changes_behind_a_filters_back() -> None:
    private = CHECKOUT.replace("version: 1", "version: 1, visibility: private")
    assert len(broken(compared({PLACED: private}, {PLACED: private, SCHEMA: '{"type": "object"}\n'}))) == 1
    assert broken(compared({PLACED: private}, {PLACED: private, SCHEMA: REQUIRED}, Mode.BACKWARD)) == []


@pytest.mark.parametrize(("today", "breaks"), [(date(2027, 2, 28), 0), (date(2027, 3, 1), 1), (date(2028, 1, 1), 1)])
def test_the_first_day_that_consumers_are_told_lies_ahead(today: date, breaks: int) -> None:
    assert len(broken(compared({}, {PLACED: DEPRECATED}, today=today))) == breaks
    assert (
        broken(
            compared({"payments/capture.yaml": None}, {PLACED: DEPRECATED, "payments/capture.yaml": None}, today=today)
        )
        == []
    )


LIMITED = '{"type": "object", "properties": {"total": {"type": "number"}, "lines": %s}}\n'
FIRST_LINE = CAPTURE.replace('{total: [{numeric: [">", 0]}]}', "{lines: {sku: [a]}}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"type": "object"}', '{"type": "object", "properties": {"sku": {"type": "integer"}}}'),
        ('{"type": "object"}', '{"type": "object", "patternProperties": {"^s": {"type": "integer"}}}'),
        ('{"type": "array"}', '{"type": "array", "maxItems": 0}'),
    ],
)
def test_a_filter_that_keeps_nothing_any_more_is_broken_whatever_the_mode(before: str, after: str) -> None:
    filtering = {"payments/capture.yaml": FIRST_LINE}
    found = compared(filtering | {SCHEMA: LIMITED % before}, filtering | {SCHEMA: LIMITED % after})
    assert [consumers for _, consumers in broken(found)] == [("payments/capture/placed",)]
