"""A stage whose bundle was rendered and written down. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderedStage:
    """The directory of a stage's bundle, the digest over all its files, and its stacks in the order of applying."""

    stage: str
    directory: str
    digest: str
    stacks: tuple[str, ...]
