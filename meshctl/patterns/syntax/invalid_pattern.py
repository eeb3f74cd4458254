"""What a refused pattern says: where it is wrong and what to write instead. Judges nothing itself."""

from typing import Literal, NamedTuple

Place = tuple[str | int, ...]
Part = Literal["start", "text", "end", "nowhere"]

LONGEST = 100  # letters of a field that help to find it


class Stop(NamedTuple):
    """How far AWS has read when it refuses: to the start of the value at `place`, through its text, or to its end.

    It says so twice where it has been reading a list within `anything-but`, and nowhere when it has read all.
    """

    place: Place
    part: Part = "start"
    twice: bool = False


NOWHERE = Stop((), "nowhere")


class InvalidPattern(ValueError):
    """A pattern AWS would refuse; `place` leads to the spot inside it, `reason` is one sentence with a way out.

    `aws` is what AWS itself says of the mistake, empty where that is not known; `stop` is how far it has read then, which
    without more is the start of what is at `place`.
    """

    def __init__(self, place: Place, reason: str, aws: str = "", stop: Stop | None = None) -> None:
        super().__init__(place, reason, aws, stop)
        self.place = place
        self.reason = reason
        self.aws = aws
        self.stop = stop or Stop(place)

    def __str__(self) -> str:
        return f"{field_of(self.place) or 'the pattern'}: {self.reason}"


def field_of(place: Place) -> str:
    """The field a place belongs to, as an operator would say it: `detail.amount` or `$or[1].source`."""
    spoken = ""
    for before, step in zip(("", *place), place, strict=False):
        if isinstance(step, str):
            spoken += f".{step}" if spoken else step
        elif before == "$or":
            spoken += f"[{step}]"
        else:
            break
    return spoken if len(spoken) <= LONGEST else f"{spoken[:LONGEST]}..."
