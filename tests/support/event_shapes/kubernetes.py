"""Schemas after the shape of Kubernetes: maps of labels, quantities, union fields, closed and open objects."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
LABELS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
QUANTITY: dict[str, Any] = {
    "oneOf": [{"type": "string", "pattern": r"^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$"}, {"type": "integer"}]
}
META: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 253, "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},
        "namespace": {"type": ["string", "null"]},
        "labels": LABELS,
        "annotations": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        "creationTimestamp": {"type": "string", "format": "date-time"},
        "generation": {"type": "integer", "format": "int64", "minimum": 0},
        "ownerReferences": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind", "uid"],
                "properties": {
                    "kind": TEXT,
                    "uid": {"type": "string", "format": "uuid"},
                    "controller": {"type": "boolean"},
                },
            },
        },
    },
}
CONTAINER: dict[str, Any] = {
    "type": "object",
    "required": ["name", "image"],
    "properties": {
        "name": TEXT,
        "image": TEXT,
        "ports": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["containerPort"],
                "properties": {
                    "containerPort": {"type": "integer", "minimum": 1, "maximum": 65535},
                    "protocol": {"enum": ["TCP", "UDP", "SCTP"]},
                },
            },
        },
        "env": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": TEXT, "value": TEXT, "valueFrom": {"type": "object"}},
                "not": {"required": ["value", "valueFrom"]},
            },
        },
        "resources": {
            "type": "object",
            "properties": {
                "limits": {"type": "object", "additionalProperties": QUANTITY},
                "requests": {"type": "object", "additionalProperties": QUANTITY},
            },
        },
    },
}

KUBERNETES: dict[str, Any] = {
    "pod changed": {
        "type": "object",
        "required": ["apiVersion", "kind", "metadata"],
        "properties": {
            "apiVersion": {"const": "v1"},
            "kind": {"enum": ["Pod"]},
            "metadata": {"$ref": "#/$defs/meta"},
            "spec": {
                "type": "object",
                "required": ["containers"],
                "properties": {
                    "containers": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/container"}},
                    "nodeSelector": LABELS,
                    "restartPolicy": {"enum": ["Always", "OnFailure", "Never"]},
                },
            },
            "status": {"type": "object", "properties": {"phase": {"enum": ["Pending", "Running", "Failed"]}}},
        },
        "$defs": {"meta": META, "container": CONTAINER},
    },
    "deployment scaled": {
        "type": "object",
        "required": ["metadata", "spec"],
        "additionalProperties": False,
        "properties": {
            "metadata": META,
            "spec": {
                "type": "object",
                "properties": {
                    "replicas": {"type": "integer", "minimum": 0},
                    "selector": {"type": "object", "properties": {"matchLabels": LABELS}, "additionalProperties": False},
                    "strategy": {
                        "type": "object",
                        "properties": {
                            "type": {"enum": ["Recreate", "RollingUpdate"]},
                            "rollingUpdate": {"properties": {"maxSurge": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+%$"}]}}},
                        },
                        "if": {"properties": {"type": {"const": "Recreate"}}, "required": ["type"]},
                        "then": {"properties": {"rollingUpdate": False}},
                    },
                },
            },
        },
    },
    "custom resource": {
        "type": "object",
        "required": ["metadata"],
        "properties": {
            "metadata": META,
            "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
            "status": {
                "type": "object",
                "properties": {
                    "conditions": {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {
                            "type": "object",
                            "required": ["type", "status"],
                            "properties": {
                                "type": {"type": "string", "maxLength": 316, "pattern": r"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"},
                                "status": {"enum": ["True", "False", "Unknown"]},
                                "reason": {"type": "string", "minLength": 1},
                            },
                        },
                    }
                },
            },
        },
    },
    "ingress": {
        "type": "object",
        "properties": {
            "metadata": {"type": "object", "properties": {"annotations": {"type": "object", "propertyNames": {"pattern": "^[a-z]"}, "additionalProperties": TEXT}}},
            "rules": {
                "type": "array",
                "contains": {"required": ["host"]},
                "items": {
                    "type": "object",
                    "properties": {
                        "host": {"type": "string", "format": "hostname"},
                        "paths": {"type": "array", "items": {"type": "object", "properties": {"path": {"type": "string", "pattern": "^/"}, "pathType": {"enum": ["Exact", "Prefix"]}}}},
                    },
                },
            },
        },
        "required": ["rules"],
    },
    "node pressure": {
        "type": "object",
        "required": ["node", "capacity"],
        "properties": {
            "node": TEXT,
            "capacity": {"type": "object", "patternProperties": {"^(cpu|memory|pods)$": QUANTITY, r"^[a-z.]+/[a-z-]+$": QUANTITY}, "additionalProperties": False},
            "taints": {"type": "array", "items": {"type": "object", "required": ["key", "effect"], "properties": {"key": TEXT, "value": TEXT, "effect": {"enum": ["NoSchedule", "NoExecute"]}}}},
        },
    },
}  # fmt: skip
