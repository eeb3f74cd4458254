"""A stage whose bundle was rendered, for people and for programs. Pure."""

from dataclasses import asdict
from json import dumps

from meshctl.results.rendered_stage import RenderedStage

MOST_NAMED = 20
"""Stacks that are named to people; the manifest in the bundle's directory has all of them."""


def rendered_as_text(rendered: RenderedStage) -> str:
    """How many stacks were rendered, where to, and the first of them; then the digest."""
    named = list(rendered.stacks[:MOST_NAMED])
    if len(rendered.stacks) > MOST_NAMED:
        named.append(f"and {len(rendered.stacks) - MOST_NAMED} more")
    stacks = f"{len(rendered.stacks)} stacks of {rendered.stage}"
    return f"Rendered {stacks} to {rendered.directory}: {', '.join(named)}\ndigest {rendered.digest}"


def rendered_as_json(rendered: RenderedStage) -> str:
    """The fields of `RenderedStage`, in ASCII."""
    return dumps(asdict(rendered), indent=2)
