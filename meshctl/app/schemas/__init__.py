"""What a file that somebody hands in says as the schema of an event: judged, converted to JSON Schema 2020-12, or begun from.

Read `handed_in` (JSON or YAML becomes data) and `one_schema` (and then a schema), then `judge_schema` and `convert_schema`.
`event_schema` makes the schema of a new event of a schema, of a document of OpenAPI or AsyncAPI, or of examples; `named_schemas`
finds which schemas such a document has, `message_payloads` those of messages, and `part_of_document` takes one out of it.
"""
