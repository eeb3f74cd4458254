"""Reads a menu."""


def handle(event: dict, context: object) -> None:
    """What an AWS service sends is no event of the mesh: a plain handler takes it as it is."""
    print("a new menu:", event["detail"]["object"]["key"])
