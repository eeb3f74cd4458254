import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import meshctl
from meshctl.app.tell.ways_to_join import WAYS_TO_JOIN
from meshctl.aws_facts.prices import prices
from meshctl.checks import CHECKS
from meshctl.model.kinds import KINDS

PACKAGE = Path(meshctl.__file__).parent


def test_every_kind_is_a_way_and_no_name_of_a_check() -> None:
    assert {way.name for way in WAYS_TO_JOIN} == {"event", *KINDS}
    assert not {way.name for way in WAYS_TO_JOIN} & {check.name for check in CHECKS}


def test_what_cannot_be_built_yet_says_so() -> None:
    said = {way.name for way in WAYS_TO_JOIN if "cannot build it yet" in way.about}
    assert said == {kind.name for kind in KINDS.values() if not kind.is_built}


def test_every_price_is_used_dated_and_has_a_source() -> None:
    told = prices()
    assert {name for way in WAYS_TO_JOIN for name in way.prices} == set(told["prices"])
    assert date.fromisoformat(told["date"]) <= date.today()
    assert all(Decimal(one["amount"]) >= 0 and one["source"] in told["sources"] for one in told["prices"].values())


def test_prices_stand_in_one_file_and_never_in_code() -> None:
    amount = re.compile(r"(\$|USD|EUR) ?\d")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".json", ".j2")]
    assert [path.name for path in files if amount.search(path.read_text("utf-8"))] == []
    assert [path.name for path in files if path.suffix == ".json" and "prices" in json.loads(path.read_text())] == [
        "prices.json"
    ]
