"""JSON Schema as data: its values, its subschemas, and where its references lead. Fetches and judges nothing.

Read `values` (kinds of values, and when two are the same), then `subschemas` (which parts of a schema are schemas),
`references` (`$ref` and anchors, `near_references` for those that lead nowhere), `circles` (references without end). The room `dialects` makes one of 2020-12 of what is written in any other. `described_fields` lists what a schema describes,
`drafting` begins one from examples; the room `keywords` says which of its words mean nothing. `lazy` is how its objects work out what they know.
"""
