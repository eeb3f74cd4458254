"""New files of a catalogue, and the canonical form of those that are there. Gives bytes; writes none.

Read `scaffold` (what is new) with `fill_template`, then `format_files`. How a file is changed without moving anything else
in it is known to `meshctl.catalogue.edits`.
"""
