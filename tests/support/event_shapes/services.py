"""Schemas after the shape of events of AWS services, as its registry draws them: everything described, names with dashes."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
ARN: dict[str, Any] = {"type": "string", "pattern": r"^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$"}

SERVICES: dict[str, Any] = {
    "instance state": {
        "type": "object",
        "required": ["instance-id", "state"],
        "properties": {"instance-id": {"type": "string", "pattern": "^i-[0-9a-f]{8,17}$"}, "state": {"enum": ["pending", "running", "stopping", "stopped", "terminated"]}},
    },
    "object created": {
        "type": "object",
        "required": ["version", "bucket", "object", "reason"],
        "properties": {
            "version": {"type": "string", "const": "0"},
            "bucket": {"$ref": "#/$defs/Bucket"},
            "object": {"$ref": "#/$defs/Object"},
            "reason": {"enum": ["PutObject", "CopyObject", "CompleteMultipartUpload"]},
            "requester": {"type": "string", "oneOf": [{"pattern": r"^\d{12}$"}, {"pattern": r"^[a-z0-9-]+\.amazonaws\.com$"}]},
            "source-ip-address": {"type": "string", "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]},
        },
        "$defs": {"Bucket": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 3, "maxLength": 63, "pattern": r"^[a-z0-9][a-z0-9.-]+[a-z0-9]$"}}}, "Object": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string", "minLength": 1, "maxLength": 1024}, "size": {"type": "number", "minimum": 0, "maximum": 5497558138880}, "etag": {"type": "string", "pattern": "^[0-9a-f]{32}(-[0-9]+)?$"}, "version-id": TEXT}}},
    },
    "api call": {
        "type": "object",
        "required": ["eventVersion", "userIdentity", "eventSource", "eventName"],
        "properties": {
            "eventVersion": TEXT,
            "userIdentity": {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["Root", "IAMUser", "AssumedRole", "AWSService"]}, "arn": ARN, "accountId": {"type": "string", "pattern": "^[0-9]{12}$"}, "sessionContext": {"type": "object", "properties": {"attributes": {"type": "object", "properties": {"mfaAuthenticated": {"enum": ["true", "false"]}}}}}}},
            "eventSource": {"type": "string", "pattern": r"\.amazonaws\.com$"},
            "eventName": TEXT,
            "requestParameters": {"type": ["object", "null"]},
            "responseElements": {"type": ["object", "null"], "additionalProperties": True},
            "errorCode": TEXT,
            "resources": {"type": "array", "items": {"type": "object", "properties": {"ARN": ARN, "type": TEXT}}},
            "readOnly": {"type": ["boolean", "null"]},
        },
    },
    "pipeline": {
        "type": "object",
        "required": ["pipeline", "execution-id", "state"],
        "properties": {"pipeline": TEXT, "execution-id": {"type": "string", "format": "uuid"}, "state": {"enum": ["STARTED", "SUCCEEDED", "FAILED"]}, "version": {"type": "number"}, "stage": TEXT, "type": {"type": "object", "properties": {"owner": {"enum": ["AWS", "Custom"]}, "provider": TEXT, "category": TEXT, "version": {"type": "string", "pattern": "^[0-9]+$"}}, "required": ["owner", "category"]}},
        "oneOf": [{"properties": {"stage": False, "type": False}}, {"required": ["stage"]}],
    },
    "finding": {
        "type": "object",
        "required": ["findings"],
        "properties": {
            "findings": {
                "type": "array",
                "minItems": 1,
                "maxItems": 100,
                "items": {
                    "type": "object",
                    "required": ["Id", "Severity", "Resources"],
                    "properties": {
                        "Id": {"anyOf": [ARN, {"type": "string", "format": "uuid"}]},
                        "Severity": {"type": "object", "properties": {"Label": {"enum": ["LOW", "MEDIUM", "HIGH", "CRITICAL"]}, "Normalized": {"type": "integer", "minimum": 0, "maximum": 100}, "Product": {"type": "number"}}, "anyOf": [{"required": ["Label"]}, {"required": ["Normalized"]}]},
                        "Resources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["Type"], "properties": {"Type": TEXT, "Tags": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 256}}, "Region": {"type": "string", "pattern": r"^[a-z]{2}(-[a-z]+)+-\d$"}}}},
                        "ProductFields": {"type": "object", "additionalProperties": TEXT},
                        "RecordState": {"enum": ["ACTIVE", "ARCHIVED"]},
                    },
                },
            }
        },
    },
    "alarm": {
        "type": "object",
        "required": ["alarmName", "state", "configuration"],
        "properties": {
            "alarmName": TEXT,
            "state": {"type": "object", "required": ["value"], "properties": {"value": {"enum": ["OK", "ALARM", "INSUFFICIENT_DATA"]}, "reasonData": {"type": "string", "contentMediaType": "application/json"}, "timestamp": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$"}}},
            "configuration": {"type": "object", "properties": {"metrics": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "pattern": "^[a-z]\\w*$"}, "returnData": {"type": "boolean"}, "metricStat": {"type": "object", "properties": {"stat": {"enum": ["Average", "Sum", "p99"]}, "period": {"type": "integer", "multipleOf": 60, "minimum": 60}, "metric": {"type": "object", "properties": {"namespace": TEXT, "dimensions": {"type": "object", "maxProperties": 30, "additionalProperties": TEXT}}}}}, "expression": TEXT}, "oneOf": [{"required": ["metricStat"]}, {"required": ["expression"]}]}}}},
        },
    },
}  # fmt: skip
