"""What a change of a stage does, as it is approved: on a terminal, by programs, and on the page of a pull request.

Read `sections` first: what is said, in which order, as lines that the forms for people share. Then `text`,
`pull_request` (Markdown) and `programs` (JSON).
"""
