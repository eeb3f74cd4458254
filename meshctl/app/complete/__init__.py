"""Names for shell completion: a check leaves them in an index, and completing reads that and nothing else.

Read `name_index` (the index as text, and what of it completes a word), then `keep_names` (what goes into it, and when).
"""
