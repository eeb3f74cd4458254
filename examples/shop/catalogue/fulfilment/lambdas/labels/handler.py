"""Prints labels: one for each message of the queue."""

import json


def handle(batch: dict, context: object) -> None:
    """One line in the log for each label; to print one twice does no harm."""
    for record in batch["Records"]:
        parcel = json.loads(record["body"])
        print(json.dumps({"label": parcel["shipment_id"], "carrier": parcel["carrier"]}))
