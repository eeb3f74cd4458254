"""Whether one event matches one pattern, in time that is bounded by both. Explains nothing.

Read `read_event` and `pattern`, then `matches` (fields below one array), `event_values` (walks over an event), `values_at_path` and
`value_index` (many values in arrays), `prefilters` (what a value needs at least, for indexes).
"""
