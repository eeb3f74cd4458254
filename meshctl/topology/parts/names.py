"""What a thing on AWS is called. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and an ARN."""

    name: str
    arn: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role."""

    name: str
    arn: str
