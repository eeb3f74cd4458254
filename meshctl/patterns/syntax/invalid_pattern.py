"""What a refused pattern says: where it is wrong and what to write instead. Judges nothing itself."""

Place = tuple[str | int, ...]

LONGEST = 100  # letters of a field that help to find it


class InvalidPattern(ValueError):
    """A pattern AWS would refuse; `place` leads to the spot inside it, `reason` is one sentence with a way out.

    `aws` is what AWS itself says of the mistake, empty where that is not known.
    """

    def __init__(self, place: Place, reason: str, aws: str = "") -> None:
        super().__init__(place, reason, aws)
        self.place = place
        self.reason = reason
        self.aws = aws

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
