"""What is wrong with a catalogue, and its mesh as far as nothing is.

Read `check_catalogue` with `checked_catalogue` (what comes out), then `readable_mesh` (what can be told of a broken one) and
`all_rules` (what it is held to). `question` says what decides an answer (of functions' code the `code_facts`), `seals` under which seal one is kept: `answer_cache` keeps
what `meshctl check` says, in the form of `cache_entry`, `reading_cache` what was read, in the form of `reading_record`,
and `result_cache` what was told of that, in the form of `result_record`.
"""
