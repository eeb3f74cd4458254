"""Data that one version of a schema lets its publisher send, and that the other one refuses: what proves that a change breaks somebody.

Read `prove_breaks` (which breaks of a comparison are proved, and by what), then `witness_search` (looks for such data),
`proved_differences` (which difference it is that refuses it), and `sent_values` (guesses at data, around `least_values`), which `plain_guesses` begins with.
All of it within a budget (`forms.budget`). Pure.
"""
