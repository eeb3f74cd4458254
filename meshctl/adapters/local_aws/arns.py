"""The parts of an ARN. Pure; knows no service."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arn:
    """`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, taken apart."""

    text: str
    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> "Arn":
        """Take an ARN apart; `ValueError` when it is none."""
        parts = text.split(":", 5)
        if len(parts) != 6 or parts[0] != "arn":
            raise ValueError(f"{text!r} is not an ARN")
        return cls(text, *parts[1:])

    @property
    def name(self) -> str:
        """The last part of the resource, after the last `/`: the name of a bus, a rule or a role."""
        return self.resource.rsplit("/", 1)[-1]
