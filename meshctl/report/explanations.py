"""What a check wants and which way of joining services fits, for people. Pure."""

from textwrap import fill, indent

from meshctl.model.finding_rules import Example, Rule
from meshctl.results.explanations import ExplainableNames, WayExplanation, WayPrices

WIDTH = 100


def explainable_as_text(known: ExplainableNames) -> str:
    """The ways in one line, then a line for each check."""
    ways = fill(f"Ways to join services: {', '.join(known.ways)}", WIDTH)
    return "\n".join([ways, "", "Checks:", *known.rules, "", "`meshctl explain NAME` says more of one."])


def explanation_as_text(explained: WayExplanation | Rule) -> str:
    """All there is to know of one: a way of joining services, or a check."""
    return _way(explained) if isinstance(explained, WayExplanation) else _rule(explained)


def _way(way: WayExplanation) -> str:
    parts = (("great for", way.great_for), ("bad at", way.bad_at), ("costs", way.prices.amounts))
    lines = [way.name, "", fill(way.about, WIDTH), "", _item(f"  couples: {way.couples}")]
    for title, points in parts:
        lines += ["", f"  {title}:", *(_item(f"    - {point}") for point in points)] if points else []
    origin = ["", _item(f"  Prices: {_origin(way.prices)}.")] if way.prices.amounts else []
    return "\n".join([*lines, *origin])


def _origin(prices: WayPrices) -> str:
    return f"{prices.region}, written down on {prices.date}, without discounts, from {', '.join(prices.sources)}"


def _item(text: str) -> str:
    """Wrapped, with its further lines deeper than its first."""
    return fill(text, WIDTH, subsequent_indent=" " * (text.index(text.strip()[0]) + 2))


def _rule(rule: Rule) -> str:
    text = f"{rule.name}\n\n{fill(rule.why, WIDTH)}"
    if not rule.wrong:
        return text
    return f"{text}\n\n  wrong:\n\n{_example(rule.wrong)}\n\n  right:\n\n{_example(rule.right)}"


def _example(example: Example) -> str:
    """Each file of an example under its name."""
    return "\n\n".join(indent(f"# {path}\n{text.rstrip()}", "    ") for path, text in example.items())
