"""Reads the catalogue: YAML with places becomes a `Mesh`. Touches no disk: the files are handed in.

Read `read_catalogue` first: `files` become documents (room `documents`), each is compared with the language (room
`language`), and then built from the outside inwards: `systems`, `services`, `channels`. On the way, `cascade` finds the
settings in force, `stage_overrides` what is said of stages and items that are not there, `paths` what is meant by a path,
`exemptions` what is said against checks, `guardrails` what is said of the organisation. `event_schemas` (with the room `schemas`) and `workflows` read the
JSON files that documents name, with `workflow_tasks` what workflows use of the mesh. `reading` is what comes out, `reading_rules` explains what reading finds. The room `edits` changes single things in files as they stand.
"""
