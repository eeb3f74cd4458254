"""Patterns in plain words: what one accepts, and why an event does not match. Decides nothing that matching does not.

Read `field_wording` (the one table of words for operators and values), then `description`, `why_not_matched` and
`doubts` (what AWS takes and nobody can have meant).
"""
