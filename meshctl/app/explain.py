"""Use case: what does this check want, and why? And which way of joining services fits?"""

from textwrap import fill, indent

from meshctl.app.advice import ADVICE, Advice, prices
from meshctl.catalogue.rules import READING_RULES
from meshctl.checks import CHECKS
from meshctl.errors import MeshctlError
from meshctl.model.findings import did_you_mean


def list_explained() -> str:
    """All names: the ways of joining services, and the checks, those of reading included."""
    ways = ", ".join(one.name for one in ADVICE)
    checks = sorted([*(check.name for check in CHECKS), *READING_RULES])
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
    for check in CHECKS:
        if check.name == name:
            wrong, right = (indent(text.rstrip(), "    ") for text in (check.wrong, check.right))
            return f"{name}\n\n{fill(check.why, 100)}\n\n  wrong:\n\n{wrong}\n\n  right:\n\n{right}"
    if name in READING_RULES:
        return f"{name}\n\n{fill(READING_RULES[name], 100)}"
    known = [*(check.name for check in CHECKS), *READING_RULES, *(one.name for one in ADVICE)]
    raise MeshctlError(f'there is no check "{name}"', did_you_mean(name, known))
