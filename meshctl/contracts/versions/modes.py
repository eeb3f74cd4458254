"""What may be meant by a new version being compatible. Compares nothing."""

from enum import StrEnum

from meshctl.contracts.versions.differences import Difference, Witness


class Mode(StrEnum):
    """Who may have which version: BACKWARD, readers have the new one already; FORWARD, they have the old one still.

    FULL is both. Modes without TRANSITIVE look at the last version only, the others at all earlier ones.
    """

    BACKWARD = "backward"
    FORWARD = "forward"
    FULL = "full"
    BACKWARD_TRANSITIVE = "backward-transitive"
    FORWARD_TRANSITIVE = "forward-transitive"
    FULL_TRANSITIVE = "full-transitive"

    @property
    def is_transitive(self) -> bool:
        """Whether all earlier versions count."""
        return self.endswith("-transitive")

    def witness(self, difference: Difference) -> Witness | None:
        """What proves that the mode forbids it; none where that is only presumed."""
        no_matter = {"forward": "new", "backward": "old"}.get(self.removesuffix("-transitive"))
        return next((one for one in difference.proofs if one.refused_by != no_matter), None)

    def breaks(self, difference: Difference) -> bool:
        """Whether the mode forbids such a difference."""
        backward = not self.startswith("forward") and difference.breaks_backward
        return backward or (not self.startswith("backward") and difference.breaks_forward)
