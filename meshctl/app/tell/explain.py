"""Use case: what does this check want, and why? And which way of joining services fits?"""

from meshctl.app.check.all_rules import RULES
from meshctl.app.tell.ways_to_join import WAYS_TO_JOIN, WayToJoin
from meshctl.aws_facts.prices import prices
from meshctl.errors import MeshctlError
from meshctl.model.finding_rules import Rule
from meshctl.model.findings import did_you_mean
from meshctl.results.explanations import ExplainableNames, WayExplanation, WayPrices


def explainable() -> ExplainableNames:
    """All names: the ways of joining services, and the rules of the catalogue, those of reading included."""
    return ExplainableNames(tuple(way.name for way in WAYS_TO_JOIN), tuple(rule.name for rule in RULES))


def explain(name: str) -> WayExplanation | Rule:
    """What there is to know of a way of joining services, or of a check. Raises `MeshctlError` for another name."""
    way = next((way for way in WAYS_TO_JOIN if way.name == name), None)
    return explain_way(way) if way else explain_check(name)


def explain_way(way: WayToJoin) -> WayExplanation:
    """What it couples, what it is great for and bad at, and what it costs."""
    return WayExplanation(way.name, way.about, way.couples, way.great_for, way.bad_at, _prices(way))


def _prices(way: WayToJoin) -> WayPrices:
    told = prices()
    named = [told["prices"][name] for name in way.prices]
    return WayPrices(
        amounts=tuple(f"{told['currency']} {one['amount']} per {one['per']}" for one in named),
        region=told["region"],
        date=told["date"],
        sources=tuple(dict.fromkeys(told["sources"][one["source"]] for one in named)),
    )


def explain_check(name: str) -> Rule:
    """Why the check exists, a wrong and a right way. Raises `MeshctlError` for a name that is none."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        known = explainable()
        raise MeshctlError(
            f'there is no check and no kind of channel or source "{name}"',
            did_you_mean(name, [*known.rules, *known.ways]),
        )
    return rule
