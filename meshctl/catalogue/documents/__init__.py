"""Files as data in which every value knows its place: syntax alone, whatever a file is for.

Read `yaml_documents`, whose `Document` everything else works with, then `yaml_scalars` and `json_files` (with `json_places`, and `json_slips`: what was meant instead). `shortened_json` is how findings quote
a value.
"""
