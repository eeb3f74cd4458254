"""What is wrong with a catalogue, and its mesh as far as nothing is.

Read `check_catalogue`, then `readable_mesh` (what can be told of a broken one) and `all_rules` (what it is held to).
`answer_cache` keeps the answer for when the same is asked again, and `cache_entry` says in which form.
"""
