"""Code from the contracts of events: what types can say of a schema, as classes of Python and as types of TypeScript. Pure.

Read `schema_type` (what types can say of values: their kinds, fields and words, and no more), `schema_reader` (makes that of a schema), and
`event_classes` (gives everything a name). Python comes of `model_document`, which another program makes models of, is let
pass by `sound_models`, and gets its events and `publish` by `python_events`; `typescript` writes its types itself.
`harmless_text` takes out of a description what could end a comment, `generated_files` says what is stale.
"""
