"""Regular expressions of schemas and operators of filters on texts, both as automata: whether a text fits, and which text fits all.

Read `chars` (sets of characters), `syntax` (an expression as a tree), `reading` (its spelling), `automata` (what follows a text
letter by letter), `expression` (one expression of a schema), `wanted` (what an operator wants of a text), then `fitting_texts` (texts
that fit all of them, or the proof that there is none). Nothing here backtracks, and all is bounded.
"""
