"""Results as people and programs read them: text, JSON, Markdown. Pure: gives strings, prints and decides nothing.

Read `plain` (what makes text safe to show), `markdown`, `plurals` and `tables` first, which know no results; then `things`,
and of the others, named after what they show, the one you came for. `findings` is a room of its own: it has five forms. So
are `planned`, for a change before it is applied, `stacks`, and `events`, for all that is asked about single events.
"""
