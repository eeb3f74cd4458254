"""Use case: what does this check want, and why? And which way of joining services fits?"""

from textwrap import fill, indent

from meshctl.app.check.rules import RULES
from meshctl.app.tell.ways_to_join import ADVICE, Advice
from meshctl.aws_facts.prices import prices
from meshctl.errors import MeshctlError
from meshctl.model.findings import did_you_mean
from meshctl.model.rules import Example


def list_explained() -> str:
    """All names: the ways of joining services, and the checks, those of reading included."""
    ways = ", ".join(one.name for one in ADVICE)
    checks = [rule.name for rule in RULES]
    return "\n".join(
        [f"Ways to join services: {ways}", "", "Checks:", *checks, "", "`meshctl explain NAME` says more of one."]
    )


def explain(name: str) -> str:
    """What there is to know of a way of joining services, or of a check. Raises `MeshctlError` for another name."""
    advice = next((one for one in ADVICE if one.name == name), None)
    return explain_way(advice) if advice else explain_check(name)


def explain_way(advice: Advice) -> str:
    """What it couples, what it is great for and bad at, and what it costs."""
    parts = (("great for", advice.great_for), ("bad at", advice.bad_at), ("costs", _costs(advice)))
    lines = [advice.name, "", fill(advice.about, 100), "", _item(f"  couples: {advice.couples}")]
    for title, points in parts:
        lines += ["", f"  {title}:", *(_item(f"    - {point}") for point in points)]
    return "\n".join([*lines, "", _item(f"  Prices: {_origin(advice)}.")])


def _costs(advice: Advice) -> list[str]:
    told = prices()
    return [f"{told['currency']} {one['amount']} per {one['per']}" for one in map(told["prices"].get, advice.prices)]


def _origin(advice: Advice) -> str:
    told = prices()
    sources = dict.fromkeys(told["sources"][told["prices"][name]["source"]] for name in advice.prices)
    return f"{told['region']}, written down on {told['date']}, without discounts, from {', '.join(sources)}"


def _item(text: str) -> str:
    return fill(text, 100, subsequent_indent=" " * (text.index(text.strip()[0]) + 2))


def explain_check(name: str) -> str:
    """Why the check exists, a wrong and a right way. Raises `MeshctlError` for a name that is none."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        raise MeshctlError(
            f'there is no check "{name}"',
            did_you_mean(name, [*(rule.name for rule in RULES), *(one.name for one in ADVICE)]),
        )
    text = f"{name}\n\n{fill(rule.why, 100)}"
    if not rule.wrong:
        return text
    return f"{text}\n\n  wrong:\n\n{_shown(rule.wrong)}\n\n  right:\n\n{_shown(rule.right)}"


def _shown(example: Example) -> str:
    """Each file of an example under its name."""
    return "\n\n".join(indent(f"# {path}\n{text.rstrip()}", "    ") for path, text in example.items())
