"""What a check wants and which way of joining services fits, as people read it."""

import pytest

from meshctl.app.tell.explain import explain, explain_check
from meshctl.app.tell.ways_to_join import WAYS_TO_JOIN, WayToJoin
from meshctl.aws_facts.prices import prices
from meshctl.checks import CHECKS
from meshctl.model.finding_rules import Rule
from meshctl.report.explanations import explanation_as_text


@pytest.mark.parametrize("way", WAYS_TO_JOIN, ids=lambda way: way.name)
def test_a_way_tells_what_it_couples_fits_and_costs(way: WayToJoin) -> None:
    told = " ".join(explanation_as_text(explain(way.name)).split())
    assert f"couples: {way.couples}" in told
    assert [point for point in (*way.great_for, *way.bad_at) if f"- {point}" not in told] == []
    assert [name for name in way.prices if f"USD {prices()['prices'][name]['amount']} per " not in told] == []
    assert (f"us-east-1, written down on {prices()['date']}" in told) is bool(way.prices)


@pytest.mark.parametrize("way", WAYS_TO_JOIN, ids=lambda way: way.name)
def test_lines_fit_a_terminal(way: WayToJoin) -> None:
    assert max(map(len, explanation_as_text(explain(way.name)).splitlines())) <= 100


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_explains_itself(check: Rule) -> None:
    text = explanation_as_text(explain(check.name))
    assert all(part in text for part in (check.name, "wrong:", "right:"))


def test_an_example_shows_each_of_its_files_under_its_name() -> None:
    text = explanation_as_text(explain_check("two-publishers"))
    wrong = text.partition("wrong:")[2].partition("right:")[0]
    assert "    # orders/checkout.yaml\n    service: checkout\n" in wrong
    assert "    # orders/basket.yaml\n    service: basket\n" in wrong
