"""Whether a filter matches no, some or all events that a schema allows, with a proof or a witness.

Read `judge`, then what it compares: `pattern_tree` with `alternatives` and their `shapes` (`intervals` and `expressions`
are numbers and regular expressions in them). `never` and `always` prove, `scalars` for single values; `witnesses` makes
events of `samples`, which `validity` and the pattern judge. `obstacles` and `shape_wording` say why; `undescribed` is about
fields that a schema does not name.
"""
