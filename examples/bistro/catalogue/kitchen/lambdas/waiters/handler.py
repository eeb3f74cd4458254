"""Carries plates."""

import json

from meshkit import send_event


def handle(batch: dict, context: object) -> None:
    """Plates of a table come one after the other."""
    for record in batch["Records"]:
        plate = json.loads(record["body"])
        print("table", plate["table"], "gets", plate["dish"])
        send_event("tables", "PlateCarried", {"table": plate["table"], "dish": plate["dish"]})
