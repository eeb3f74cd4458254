"""The guardrails of the organisation for people and programs: what they hold, whom they bind, who is excepted. Pure."""

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from meshctl.model.guardrails import GuardrailException
from meshctl.results.guardrails import GuardrailPolicy, GuardrailsOutlook

WIDTH = 100


def guardrails_as_text(outlook: GuardrailsOutlook, directory: str) -> str:
    """All there is to say of them, and where they have been rendered to."""
    lines = [f"Rendered the guardrails of {outlook.mesh} over the organisation {outlook.organization} to {directory}"]
    for policy in outlook.policies:
        lines += ["", *_policy(policy)]
    lines += ["", *_bound(outlook)]
    if outlook.excepted:
        lines += ["", "Excepted:", *map(_exception, outlook.excepted)]
    if outlook.expired:
        lines += ["", "No longer excepted, since their day has passed:", *map(_exception, outlook.expired)]
    return "\n".join(lines)


def guardrails_as_data(outlook: GuardrailsOutlook, directory: str, digest: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "mesh": outlook.mesh,
        "organization": outlook.organization,
        "account": outlook.account,
        "directory": directory,
        "digest": digest,
        "attach_to": list(outlook.attach_to),
        "policies": [
            {
                "name": one.name,
                "kind": one.kind,
                "holds": list(one.holds),
                "characters": one.characters,
                "most": one.most,
            }
            for one in outlook.policies
        ],
        "excepted": [_as_data(one) for one in outlook.excepted],
        "expired": [_as_data(one) for one in outlook.expired],
    }


def _policy(policy: GuardrailPolicy) -> Iterator[str]:
    yield f"{policy.name}: a {policy.kind} of {policy.characters:,} characters; AWS takes {policy.most:,}"
    for sentence in policy.holds:
        yield fill(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _bound(outlook: GuardrailsOutlook) -> Iterator[str]:
    if outlook.attach_to:
        yield f"Attached to: {', '.join(outlook.attach_to)}"
    else:
        yield "Attached to nothing: guardrails.attach_to in mesh.yaml names nobody yet."
    yield f"They never bind the management account {outlook.account}, nor service-linked roles."


def _exception(one: GuardrailException) -> str:
    return f"  {one.principal}\n    from {one.guardrail} until {one.until}: {one.reason}"


def _as_data(one: GuardrailException) -> dict[str, str]:
    told = {"guardrail": one.guardrail, "principal": one.principal, "reason": one.reason}
    return {**told, "until": one.until.isoformat(), "place": str(one.place)}
