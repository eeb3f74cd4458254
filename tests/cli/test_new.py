"""`meshctl new` writes files that pass the check at once, and never writes over one."""

import compileall
import shutil
from pathlib import Path

import pytest

from meshctl.errors import MeshctlError
from tests.support.catalogues import CAPTURE, SOUND, write_catalogue
from tests.support.running import Done, check, in_process, is_a_sentence, meshctl

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def new(directory: Path, *arguments: str) -> Done:
    return meshctl(directory, "new", *arguments, "--catalogue", str(directory))


def contents(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_from_nothing_to_a_sound_mesh_in_five_commands(tmp_path: Path) -> None:
    for command in (
        ["mesh", "shop"],
        ["system", "orders", "--team", "check: out, {all}"],
        ["service", "orders/checkout", "--publishes", "OrderPlaced"],
        ["event", "orders/OrderShipped", "--service", "checkout"],
        ["function", "orders/checkout/settle"],
    ):
        done = meshctl(tmp_path, "new", *command)
        assert (done.code, done.err) == (0, "")
        assert check(tmp_path / "catalogue").code == 0
    done = check(tmp_path / "catalogue")  # nobody receives the new events yet
    assert (done.code, done.err) == (0, "\n2 warnings\n")
    assert done.out.count("warning[orphan-event]") == 2


def test_a_new_service_in_the_shop_takes_one_command(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shutil.copytree(SHOP, shop, ignore=shutil.ignore_patterns(".meshctl"))
    done = new(shop, "service", "payments/refunds", "--subscribes", "orders/OrderPlaced", "--publishes", "RefundIssued")
    assert done.out.splitlines() == [
        f"new      {shop}/payments/refunds.yaml",
        f"new      {shop}/payments/events/RefundIssued.v1.json",
        f"new      {shop}/payments/lambdas/refunds/handler.py",
        f"new      {shop}/.schema.json",
    ]
    assert check(shop).code == 0
    assert compileall.compile_dir(shop / "payments" / "lambdas" / "refunds", quiet=2)


def test_events_may_come_in_a_queue_and_be_called_alike(tmp_path: Path) -> None:
    both = {
        "payments/capture.yaml": CAPTURE
        + "publishes:\n  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json}\n",
        "payments/events/OrderPlaced.v1.json": "{}",
    }
    wanted = ["--subscribes", "orders/OrderPlaced", "--subscribes", "payments/OrderPlaced", "--to", "queue"]
    done = new(write_catalogue(tmp_path, both), "service", "orders/audit", *wanted)
    assert done.code == 0
    text = (tmp_path / "orders" / "audit.yaml").read_text()
    assert "\n  order-placed:\n    event: orders/OrderPlaced\n    deliver_to: {queue: inbox}\n" in text
    assert "\n  payments-order-placed:\n" in text
    assert check(tmp_path).code == 0


def test_a_new_system_gets_its_accounts(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    refused = new(tmp_path, "system", "billing")
    assert is_a_sentence(refused)
    assert "billing" in refused.err
    assert new(tmp_path, "system", "billing", "--account", "dev=444444444444").code == 0
    assert 'accounts: {billing: "444444444444", hub: "111111111111"' in (tmp_path / "mesh.yaml").read_text()
    assert check(tmp_path).code == 0


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("prod", 'there is no stage "prod" in mesh.yaml'),
        ("", 'there is no stage "" in mesh.yaml'),
        ("local", 'the stage "local" is on the embedded AWS, which numbers its accounts by itself'),
    ],
)
def test_an_account_is_one_of_a_stage_on_aws(tmp_path: Path, stage: str, said: str) -> None:
    before = contents(write_catalogue(tmp_path))
    done = new(tmp_path, "system", "billing", "--account", f"{stage}=444444444444")
    assert is_a_sentence(done)
    assert done.err.startswith(f"error: {said}\n")
    assert contents(tmp_path) == before


def test_a_stage_is_given_one_account(tmp_path: Path) -> None:
    twice = ("--account", "dev=444444444444", "--account", "dev=555555555555")
    done = new(write_catalogue(tmp_path), "system", "billing", *twice)
    assert (done.code, "name each stage once" in done.err) == (2, True)


def test_a_service_is_one_of_a_system_that_is_there(tmp_path: Path) -> None:
    done = new(write_catalogue(tmp_path), "service", "billing/invoicer")
    assert is_a_sentence(done)
    assert done.err.startswith('error: there is no system "billing"\n')
    assert "`meshctl new system billing` adds it" in done.err


def test_an_event_is_published_once(tmp_path: Path) -> None:
    named = ("--publishes", "OrderShipped") * 2
    done = new(write_catalogue(tmp_path), "service", "orders/shipping", *named)
    assert is_a_sentence(done)
    assert done.err.startswith("error: an event is to be published twice\n")


def test_an_entry_keeps_comments_and_everything_else(tmp_path: Path) -> None:
    text = "# ours\nservice: checkout\npublishes:\n  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json} # first\n"
    write_catalogue(tmp_path, {"orders/checkout.yaml": text})
    assert new(tmp_path, "event", "orders/OrderShipped", "--service", "orders/checkout", "--private").code == 0
    changed = (tmp_path / "orders" / "checkout.yaml").read_text()
    assert changed.startswith(text)
    assert "  OrderShipped:\n    version: 1\n" in changed and "    visibility: private\n" in changed


def test_a_second_version_is_published_beside_the_first(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    done = new(tmp_path, "event", "orders/OrderPlaced.v2", "--service", "checkout")
    assert done.out.splitlines() == [
        f"new      {tmp_path}/orders/events/OrderPlaced.v2.json",
        f"new      {tmp_path}/.schema.json",
        f"changed  {tmp_path}/payments/capture.yaml",
        f"changed  {tmp_path}/orders/checkout.yaml",
    ]
    assert check(tmp_path).code == 0
    wanted = "  OrderPlaced.v2:\n    schema: events/OrderPlaced.v2.json\n    description: OrderPlaced has happened.\n"
    assert (tmp_path / "orders" / "checkout.yaml").read_text() == SOUND["orders/checkout.yaml"] + wanted


def test_who_receives_the_first_version_still_receives_it(tmp_path: Path) -> None:
    text = CAPTURE.replace("event: orders/OrderPlaced\n", 'event: "orders/OrderPlaced"  # quoted\n', 1)
    write_catalogue(tmp_path, {"payments/capture.yaml": text})
    assert new(tmp_path, "event", "orders/OrderPlaced.v2", "--service", "checkout").code == 0
    pinned = text.replace('orders/OrderPlaced"', 'orders/OrderPlaced.v1"').replace("OrderPlaced\n", "OrderPlaced.v1\n")
    assert (tmp_path / "payments" / "capture.yaml").read_text() == pinned


def test_subscriptions_on_one_line_are_told_the_version_as_well(tmp_path: Path) -> None:
    one = "{event: orders/OrderPlaced, deliver_to: {queue: letters}}"
    text = f"service: capture\nqueues: {{letters: {{}}}}\nsubscribes: {{a: {one}, b: {one}}}\n"
    write_catalogue(tmp_path, {"payments/capture.yaml": text})
    assert new(tmp_path, "event", "orders/OrderPlaced.v2", "--service", "checkout").code == 0
    assert (tmp_path / "payments" / "capture.yaml").read_text() == text.replace("Placed,", "Placed.v1,")


def test_a_version_that_cannot_be_told_apart_is_refused_and_nothing_written(tmp_path: Path) -> None:
    folded = CAPTURE.replace("event: orders/OrderPlaced\n", "event: >-\n      orders/OrderPlaced\n", 1)
    before = contents(write_catalogue(tmp_path, {"payments/capture.yaml": folded}))
    done = new(tmp_path, "event", "orders/OrderPlaced.v2", "--service", "checkout")
    assert is_a_sentence(done)
    assert "orders/OrderPlaced.v1, orders/OrderPlaced.v2" in done.err
    assert contents(tmp_path) == before


def test_a_new_section_comes_where_the_language_has_it(tmp_path: Path) -> None:
    text = "service: checkout\n\ntopics:\n  updates: {}\n\nschedules:\n  often: {every: 5m}\n"
    write_catalogue(tmp_path, {"orders/checkout.yaml": text, "payments/capture.yaml": "service: capture\n"})
    assert new(tmp_path, "function", "orders/checkout/settle").code == 0
    assert new(tmp_path, "event", "orders/OrderShipped", "--service", "checkout").code == 0
    changed = (tmp_path / "orders" / "checkout.yaml").read_text()
    assert [line for line in changed.splitlines() if line[:1].strip()] == [
        "service: checkout", "publishes:", "functions:", "topics:", "schedules:",
    ]  # fmt: skip


def test_every_new_yaml_file_tells_editors_its_schema(tmp_path: Path) -> None:
    meshctl(tmp_path, "new", "mesh", "shop")
    meshctl(tmp_path, "new", "system", "orders")
    meshctl(tmp_path, "new", "service", "orders/checkout")
    for path in (tmp_path / "catalogue").rglob("*.yaml"):
        first = path.read_text().splitlines()[0]
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert named.resolve() == (tmp_path / "catalogue" / ".schema.json").resolve()
    assert (tmp_path / "catalogue" / ".schema.json").read_text() == meshctl(tmp_path, "schema").out


def test_an_own_schema_for_editors_stays(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / ".schema.json").write_text("{}")
    assert new(tmp_path, "service", "orders/audit").code == 0
    assert (tmp_path / ".schema.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["service", "orders/checkout"], "orders/checkout.yaml"),
        (["service", "orders/system"], "orders/system.yaml"),
        (["service", "orders/other", "--publishes", "OrderPlaced"], "orders/events/OrderPlaced.v1.json"),
        (["system", "orders", "--account", "dev=444444444444"], "orders"),
        (["event", "orders/OrderPlaced", "--service", "checkout"], "OrderPlaced"),
        (["event", "orders/OrderPlaced.v1", "--service", "checkout"], "orders/events/OrderPlaced.v1.json"),
        (["function", "payments/capture/charge"], "charge"),
    ],
)
def test_nothing_is_overwritten(tmp_path: Path, arguments: list[str], named: str) -> None:
    before = contents(write_catalogue(tmp_path))
    done = new(tmp_path, *arguments)
    assert is_a_sentence(done)
    assert f"{named}" in done.err
    assert contents(tmp_path) == before


def test_a_mesh_is_not_begun_twice(tmp_path: Path) -> None:
    assert meshctl(tmp_path, "new", "mesh", "shop").code == 0
    done = meshctl(tmp_path, "new", "mesh", "other")
    assert is_a_sentence(done)
    assert '"catalogue/mesh.yaml" is there already' in done.err


def test_a_mesh_is_not_begun_in_a_link_that_leads_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "catalogue").symlink_to("catalogue")
    assert is_a_sentence(meshctl(tmp_path, "new", "mesh", "shop"))


HOSTILE = [
    "../x",
    "X.v0",
    "X.v2\n",
    "a b",
    "a" * 300,
    "",
    "X",
    "a\n",
    "a/b/c/d",
    "${a}",
    "{{ a }}",
    "é",
    "\u202ea",
    "a_b",
    "/etc/x",
    "--x",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["mesh", "system", "service", "event", "function"])
def test_a_hostile_name_is_refused_and_nothing_written(tmp_path: Path, kind: str, name: str) -> None:
    before = contents(write_catalogue(tmp_path))
    prefix = {"service": "orders/", "event": "orders/", "function": "orders/checkout/"}.get(kind, "")
    where = (
        ["--directory", str(tmp_path / "new")]
        if kind == "mesh"
        else ["--service", "checkout"]
        if kind == "event"
        else []
    )
    where = [*where] if kind == "mesh" else [*where, "--catalogue", str(tmp_path)]
    full = prefix + ("x" if (kind, name) == ("event", "X") else name)
    with pytest.raises(MeshctlError) as told:
        in_process("new", kind, *where, "--", full)
    assert told.value.hint
    assert contents(tmp_path) == before


@pytest.mark.parametrize("option", [["--publishes", "../X"], ["--publishes", "X: {}\n  Y"], ["--subscribes", "orders/Nope"],
                                    ["--subscribes", "OrderPlaced"], ["--subscribes", "orders/OrderPlaced.v2"],
                                    ["--subscribes", "orders/OrderPlaced.v1\n  x: y"],
                                    ["--publishes", "A", "--publishes", "A"]])  # fmt: skip
def test_what_a_service_cannot_publish_or_receive_is_told(tmp_path: Path, option: list[str]) -> None:
    before = contents(write_catalogue(tmp_path))
    done = meshctl(tmp_path, "new", "service", "orders/audit", *option)
    assert is_a_sentence(done)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("team", ["a: b", "{x}", "#x", "'", '"', "null", "é \u202e", "a\nb: c", "x" * 500])
def test_a_team_is_text_whatever_it_holds(tmp_path: Path, team: str) -> None:
    meshctl(tmp_path, "new", "mesh", "shop")
    assert new(tmp_path / "catalogue", "system", "orders", "--team", team).code == 0
    assert check(tmp_path / "catalogue").code == 0


def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "a", {path: None for path in SOUND if "payments" in path or "json" in path})
    (tmp_path / "elsewhere").mkdir()
    (catalogue / "orders" / "events").symlink_to(tmp_path / "elsewhere")
    assert is_a_sentence(meshctl(catalogue, "new", "service", "orders/audit", "--publishes", "Audited"))
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_who_could_read_a_file_still_can(tmp_path: Path) -> None:
    (write_catalogue(tmp_path) / "orders" / "checkout.yaml").chmod(0o664)
    assert new(tmp_path, "event", "orders/OrderShipped", "--service", "checkout").code == 0
    assert (tmp_path / "orders" / "checkout.yaml").stat().st_mode & 0o777 == 0o664
    assert (tmp_path / "orders" / "events" / "OrderShipped.v1.json").stat().st_mode & 0o600 == 0o600
