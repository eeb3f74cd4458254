"""What there is to know: of a catalogue, of its difference from an earlier one, of checks and ways, of this machine.

Read `list_things` with `summaries`, and `list_routes` (of `built_ways`) with `show_route`, then `show_thing` with `details`, which need `users_of` (who uses
what) and `settings` (what a stage says otherwise). `diff`, `explain` with `ways_to_join`, `language_schema` and
`doctor` stand alone.
"""
