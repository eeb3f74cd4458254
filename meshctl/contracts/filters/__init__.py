"""Whether a filter matches no, some or all events that a schema allows, with a proof or a witness.

Read `judge`, then what it compares: `pattern_tree` with `alternatives` (by `negations`) and their `shapes` (`texts` has regular expressions, `values`
single values). `never` and `always` prove, and say by `assumptions` what they take for granted; `witnesses` makes events, which `validity`
and the pattern judge. `obstacles` and `shape_wording` say why; `choices` judges each value and branch of a filter alone; `undescribed` is about fields that a schema does not name.
"""
