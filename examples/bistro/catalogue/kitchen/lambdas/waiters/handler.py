"""Carries plates."""

import json


def handle(batch: dict, context: object) -> None:
    """Plates of a table come one after the other."""
    for record in batch["Records"]:
        plate = json.loads(record["body"])
        print("table", plate["table"], "gets", plate["dish"])
