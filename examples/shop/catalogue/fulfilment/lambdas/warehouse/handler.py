"""Dispatches what was paid for."""

from uuid import NAMESPACE_URL, uuid5

from meshkit import Event, consumer, publish, send


@consumer
def handle(event: Event) -> None:
    """A captured payment sends the parcel on its way."""
    shipment_id = str(uuid5(NAMESPACE_URL, event.data["payment_id"]))
    parcel = {"order_id": event.data["order_id"], "shipment_id": shipment_id, "carrier": "Shop Express"}
    send("queue", "to-label", parcel)
    publish("ShipmentDispatched", parcel)
