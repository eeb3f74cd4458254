"""A stage whose bundle was rendered, for people and for programs. Pure."""

from dataclasses import asdict
from json import dumps

from meshctl.results.rendered_stage import RenderedStage


def rendered_as_text(rendered: RenderedStage) -> str:
    """How many stacks were rendered, where to, and which; then the digest."""
    stacks = f"{len(rendered.stacks)} stacks of {rendered.stage}"
    return f"Rendered {stacks} to {rendered.directory}: {', '.join(rendered.stacks)}\ndigest {rendered.digest}"


def rendered_as_json(rendered: RenderedStage) -> str:
    """The fields of `RenderedStage`, in ASCII."""
    return dumps(asdict(rendered), indent=2)
