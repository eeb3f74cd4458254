"""Schemas after the shape of webhooks of places where code lives: nullable objects, unions by action, many addresses."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
USER: dict[str, Any] = {
    "type": "object",
    "required": ["login", "id", "type"],
    "properties": {
        "login": TEXT,
        "id": {"type": "integer"},
        "node_id": TEXT,
        "avatar_url": {"type": "string", "format": "uri"},
        "email": {"type": ["string", "null"], "format": "email"},
        "type": {"type": "string", "enum": ["Bot", "User", "Organization"]},
        "site_admin": {"type": "boolean"},
    },
    "additionalProperties": False,
}
REPOSITORY: dict[str, Any] = {
    "type": "object",
    "required": ["id", "full_name", "private", "owner"],
    "properties": {
        "id": {"type": "integer"},
        "full_name": {"type": "string", "pattern": r"^[\w.-]+/[\w.-]+$"},
        "private": {"type": "boolean"},
        "owner": {"$ref": "#/$defs/user"},
        "description": {"type": ["string", "null"]},
        "topics": {"type": "array", "items": TEXT},
        "license": {"oneOf": [{"type": "object", "required": ["key"], "properties": {"key": TEXT, "spdx_id": TEXT}}, {"type": "null"}]},
        "created_at": {"oneOf": [{"type": "integer"}, {"type": "string", "format": "date-time"}]},
        "stargazers_count": {"type": "integer", "minimum": 0},
    },
}  # fmt: skip
DEFS: dict[str, Any] = {"user": USER, "repository": REPOSITORY}

WEBHOOKS: dict[str, Any] = {
    "pull request": {
        "type": "object",
        "required": ["action", "number", "pull_request", "repository", "sender"],
        "properties": {
            "action": {"enum": ["opened", "closed", "reopened", "synchronize"]},
            "number": {"type": "integer", "minimum": 1},
            "pull_request": {
                "type": "object",
                "required": ["state", "title", "user", "labels", "merged"],
                "properties": {
                    "state": {"enum": ["open", "closed"]},
                    "title": TEXT,
                    "user": {"$ref": "#/$defs/user"},
                    "labels": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "color": {"type": "string", "pattern": "^[0-9a-f]{6}$"}, "default": {"type": "boolean"}}}},
                    "merged": {"type": ["boolean", "null"]},
                    "assignee": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/user"}]},
                    "milestone": {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"title": TEXT, "due_on": {"type": ["string", "null"], "format": "date-time"}}}]},
                },
            },
            "repository": {"$ref": "#/$defs/repository"},
            "sender": {"$ref": "#/$defs/user"},
        },
        "$defs": DEFS,
    },
    "issue event": {
        "oneOf": [{"$ref": "#/$defs/opened"}, {"$ref": "#/$defs/labeled"}],
        "$defs": {
            **DEFS,
            "issue": {"type": "object", "required": ["number", "state"], "properties": {"number": {"type": "integer"}, "state": {"enum": ["open", "closed"]}, "assignees": {"type": "array", "items": {"$ref": "#/$defs/user"}}, "body": {"type": ["string", "null"]}}},
            "opened": {"type": "object", "required": ["action", "issue"], "properties": {"action": {"const": "opened"}, "issue": {"allOf": [{"$ref": "#/$defs/issue"}, {"type": "object", "properties": {"state": {"const": "open"}}, "required": ["state"]}]}, "sender": {"$ref": "#/$defs/user"}}, "additionalProperties": False},
            "labeled": {"type": "object", "required": ["action", "issue", "label"], "properties": {"action": {"const": "labeled"}, "issue": {"$ref": "#/$defs/issue"}, "label": {"type": "object", "required": ["name"], "properties": {"name": TEXT}}}, "additionalProperties": False},
        },
    },
    "push": {
        "type": "object",
        "required": ["ref", "before", "after", "commits", "pusher"],
        "properties": {
            "ref": {"type": "string", "pattern": "^refs/(heads|tags)/.+$"},
            "before": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
            "after": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
            "forced": {"type": "boolean"},
            "commits": {
                "type": "array",
                "maxItems": 20,
                "items": {
                    "type": "object",
                    "required": ["id", "message", "author"],
                    "properties": {
                        "id": TEXT,
                        "message": TEXT,
                        "author": {"type": "object", "properties": {"name": TEXT, "email": {"type": ["string", "null"], "pattern": r"^\S+@\S+\.\S+$"}}},
                        "added": {"type": "array", "items": TEXT, "uniqueItems": True},
                    },
                },
            },
            "pusher": {"type": "object", "required": ["name"], "properties": {"name": TEXT}},
            "base_ref": {"type": ["string", "null"]},
        },
    },
    "check run": {
        "type": "object",
        "required": ["check_run"],
        "properties": {
            "check_run": {
                "type": "object",
                "required": ["status"],
                "properties": {"status": {"enum": ["queued", "in_progress", "completed"]}, "conclusion": {"enum": ["success", "failure", "neutral", None]}, "pull_requests": {"type": "array", "items": {"type": "object", "properties": {"number": {"type": "integer"}}}}},
                "if": {"properties": {"status": {"const": "completed"}}},
                "then": {"required": ["conclusion"], "properties": {"conclusion": {"type": "string"}}},
                "else": {"properties": {"conclusion": {"type": "null"}}},
            }
        },
    },
    "release": {
        "type": "object",
        "required": ["action", "release"],
        "properties": {
            "action": TEXT,
            "release": {"allOf": [{"type": "object", "properties": {"tag_name": {"type": "string", "pattern": r"^v?\d+(\.\d+){0,2}$"}}, "required": ["tag_name"]}, {"properties": {"draft": {"type": "boolean"}, "prerelease": {"type": "boolean"}, "assets": {"type": "array", "items": {"type": "object", "properties": {"size": {"type": "integer", "minimum": 0}, "content_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"}}}}}}], "unevaluatedProperties": False},
        },
        "dependentRequired": {"changes": ["previous"]},
    },
    "chat message": {
        "type": "object",
        "required": ["channel", "blocks"],
        "properties": {
            "channel": {"type": "string", "pattern": "^[CDG][A-Z0-9]{8,10}$"},
            "blocks": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/block"}},
            "thread_ts": {"type": "string", "pattern": r"^\d{10}\.\d{6}$"},
        },
        "$defs": {
            "block": {
                "type": "object",
                "required": ["type"],
                "oneOf": [
                    {"properties": {"type": {"const": "section"}, "text": {"$ref": "#/$defs/words"}}, "required": ["text"]},
                    {"properties": {"type": {"const": "divider"}}},
                    {"properties": {"type": {"const": "context"}, "elements": {"type": "array", "items": {"$ref": "#/$defs/block"}}}, "required": ["elements"]},
                ],
            },
            "words": {"type": "object", "required": ["type", "text"], "properties": {"type": {"enum": ["plain_text", "mrkdwn"]}, "text": {"type": "string", "maxLength": 3000}, "emoji": {"type": "boolean"}}, "not": {"properties": {"type": {"const": "mrkdwn"}}, "required": ["emoji"]}},
        },
    },
}  # fmt: skip
