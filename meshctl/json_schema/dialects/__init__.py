"""What the drafts of JSON Schema and OpenAPI say otherwise than 2020-12, and schemas of any of them as one of 2020-12. Pure.

Read `dialect` (what one of them says otherwise), then `draft_2020_12`, `draft_2019_09`,
`draft_07`, `draft_06`, `draft_04` and `openapi_30`, of which each says what it has otherwise than the one before; `known_dialects` finds the one that a file is written in, `parts` which of its parts are schemas.
`event_entry` finds where the data of the event is described, `uris` joins references, `documents` is a file with its identities
and anchors, `reachable` what a schema needs of which file, `turning` makes the form of it;
`plain_forms` makes the same of a file that needs nothing else, sooner.
"""
