"""Schemas after the shape of payments and orders: objects in objects by kind, amounts, expandable references, money as text."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
CURRENCY: dict[str, Any] = {"type": "string", "minLength": 3, "maxLength": 3, "pattern": "^[a-z]{3}$"}
ADDRESS: dict[str, Any] = {
    "type": ["object", "null"],
    "properties": {"city": {"type": ["string", "null"]}, "country": {"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}, "postal_code": {"type": ["string", "null"]}},
}  # fmt: skip
DECIMAL: dict[str, Any] = {"type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$"}

COMMERCE: dict[str, Any] = {
    "charge": {
        "type": "object",
        "required": ["id", "object", "amount", "currency", "status"],
        "properties": {
            "id": {"type": "string", "maxLength": 5000, "pattern": "^ch_[A-Za-z0-9]{24}$"},
            "object": {"enum": ["charge"]},
            "amount": {"type": "integer", "minimum": 0},
            "currency": CURRENCY,
            "status": {"enum": ["failed", "pending", "succeeded"]},
            "metadata": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 500}},
            "customer": {"anyOf": [{"type": "string", "maxLength": 5000}, {"$ref": "#/$defs/customer"}, {"type": "null"}]},
            "billing_details": {"type": "object", "properties": {"address": ADDRESS, "email": {"type": ["string", "null"]}}},
            "refunds": {"type": ["object", "null"], "required": ["data", "has_more"], "properties": {"data": {"type": "array", "items": {"type": "object", "required": ["amount"], "properties": {"amount": {"type": "integer", "exclusiveMinimum": 0}, "reason": {"enum": ["duplicate", "fraudulent", None]}}}}, "has_more": {"type": "boolean"}}},
        },
        "$defs": {"customer": {"type": "object", "required": ["id", "object"], "properties": {"id": TEXT, "object": {"const": "customer"}, "default_source": {"anyOf": [TEXT, {"type": "null"}]}}}},
    },
    "payment event": {
        "type": "object",
        "required": ["type", "data", "livemode", "created"],
        "properties": {
            "type": {"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)+$"},
            "livemode": {"type": "boolean"},
            "created": {"type": "integer", "format": "unix-time"},
            "data": {"type": "object", "required": ["object"], "properties": {"object": {"type": "object"}, "previous_attributes": {"type": "object"}}},
            "request": {"anyOf": [{"type": "object", "properties": {"id": {"type": ["string", "null"]}, "idempotency_key": {"type": ["string", "null"]}}}, {"type": "null"}]},
        },
    },
    "order placed": {
        "type": "object",
        "required": ["order_id", "total", "lines"],
        "additionalProperties": False,
        "properties": {
            "order_id": {"type": "string", "pattern": r"^ORD-\d{4}-\d{6}$"},
            "total": {"type": "number", "minimum": 0, "multipleOf": 0.01},
            "currency": {"enum": ["EUR", "USD", "GBP"]},
            "lines": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"type": "object", "required": ["sku", "quantity"], "additionalProperties": False, "properties": {"sku": {"type": "string", "pattern": "^[A-Z]{2,4}-[0-9]+$"}, "quantity": {"type": "integer", "minimum": 1}, "price": DECIMAL, "tags": {"type": "array", "items": TEXT, "uniqueItems": True}}}},
            "coupon": {"type": "string", "not": {"enum": ["EXPIRED", "INVALID"]}},
            "delivery": {"oneOf": [{"type": "object", "required": ["method", "address"], "properties": {"method": {"const": "courier"}, "address": {"type": "object", "required": ["country"], "properties": {"country": {"type": "string", "pattern": "^[A-Z]{2}$"}}}}}, {"type": "object", "required": ["method", "shop"], "properties": {"method": {"const": "pickup"}, "shop": TEXT}}]},
        },
        "dependentRequired": {"coupon": ["currency"]},
    },
    "invoice": {
        "type": "object",
        "required": ["number", "amounts", "issued"],
        "properties": {
            "number": {"type": "string", "pattern": "^(?=.*[0-9])[A-Z0-9-]{4,20}$"},
            "issued": {"type": "string", "format": "date"},
            "amounts": {"type": "object", "minProperties": 1, "propertyNames": {"enum": ["net", "tax", "gross"]}, "additionalProperties": {"type": "number"}},
            "iban": {"type": "string", "pattern": r"^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$"},
            "paid": {"type": "boolean"},
            "paid_at": {"type": "string", "format": "date-time"},
        },
        "if": {"properties": {"paid": {"const": True}}, "required": ["paid"]},
        "then": {"required": ["paid_at"]},
        "else": {"not": {"required": ["paid_at"]}},
    },
    "payment method": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": ["card", "sepa_debit", "paypal"]}, "card": {"type": "object", "required": ["last4"], "properties": {"brand": {"enum": ["visa", "mastercard", "amex"]}, "last4": {"type": "string", "pattern": "^[0-9]{4}$"}, "exp_month": {"type": "integer", "minimum": 1, "maximum": 12}}}, "sepa_debit": {"type": "object", "properties": {"country": TEXT}}, "paypal": {"type": "object", "properties": {"payer": TEXT}}},
        "dependentSchemas": {"card": {"properties": {"type": {"const": "card"}}}, "paypal": {"properties": {"type": {"const": "paypal"}}}},
    },
    "shipment": {
        "type": "object",
        "required": ["parcels"],
        "properties": {
            "parcels": {"type": "array", "items": {"type": "object", "required": ["weight"], "properties": {"weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 70}, "dimensions": {"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}, {"type": "number"}], "minItems": 3, "items": False}, "tracking": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{9}[A-Z]{2}$"}}}, "contains": {"properties": {"weight": {"maximum": 30}}}, "minContains": 1, "maxContains": 5},
            "carrier": {"enum": ["dhl", "ups", "dpd"]},
            "eta": {"type": ["string", "null"], "format": "date-time"},
        },
    },
}  # fmt: skip
