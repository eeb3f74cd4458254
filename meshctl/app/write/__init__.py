"""New files of a catalogue, and the canonical form of those that are there. Gives bytes; writes none.

Read `scaffold` (what is new) with `fill_template`, `insert_entry` and `name_versions`, which change files without moving
anything else in them; then `format_files` with `key_order`.
"""
