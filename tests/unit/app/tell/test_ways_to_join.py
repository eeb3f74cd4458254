import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import meshctl
from meshctl.app.tell.explain import explain
from meshctl.app.tell.ways_to_join import ADVICE, Advice
from meshctl.aws_facts.prices import prices
from meshctl.checks import CHECKS

PACKAGE = Path(meshctl.__file__).parent
COUPLES = {
    "topic": "the schema, and the producer's topic",
    "queue": "the schema, and the consumer's queue",
    "stream": "the schema, and the stream",
    "event": "the schema, and nothing else",
}


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.name)
def test_a_way_tells_what_it_couples_fits_and_costs(advice: Advice) -> None:
    told = " ".join(explain(advice.name).split())
    assert f"couples: {COUPLES[advice.name]}" in told
    assert [point for point in (*advice.great_for, *advice.bad_at) if f"- {point}" not in told] == []
    assert [name for name in advice.prices if f"USD {prices()['prices'][name]['amount']} per " not in told] == []
    assert f"us-east-1, written down on {prices()['date']}" in told


def test_the_ways_are_those_of_the_issue_and_no_names_of_checks() -> None:
    assert {advice.name for advice in ADVICE} == set(COUPLES)
    assert not {advice.name for advice in ADVICE} & {check.name for check in CHECKS}


def test_every_price_is_used_dated_and_has_a_source() -> None:
    told = prices()
    assert {name for advice in ADVICE for name in advice.prices} == set(told["prices"])
    assert date.fromisoformat(told["date"]) <= date.today()
    assert all(Decimal(one["amount"]) >= 0 and one["source"] in told["sources"] for one in told["prices"].values())


def test_prices_stand_in_one_file_and_never_in_code() -> None:
    amount = re.compile(r"(\$|USD|EUR) ?\d")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".json", ".j2")]
    assert [path.name for path in files if amount.search(path.read_text("utf-8"))] == []
    assert [path.name for path in files if path.suffix == ".json" and "prices" in json.loads(path.read_text())] == [
        "prices.json"
    ]


def test_lines_fit_a_terminal() -> None:
    assert max(len(line) for advice in ADVICE for line in explain(advice.name).splitlines()) <= 100
