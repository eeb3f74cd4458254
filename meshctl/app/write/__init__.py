"""New files of a catalogue, its locks, and the canonical form of those that are there. Gives bytes; writes none.

Read `scaffold` (what is new) with `fill_template`, then `format_files` with `yaml_lines` (how lines are broken); `provider_locks` says what of the
AWS provider is locked; `event_code` is what code is generated of. How a file is changed without moving anything else
in it is known to `meshctl.catalogue.edits`.
"""
