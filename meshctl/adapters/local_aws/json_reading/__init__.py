"""What AWS says of JSON that it has been sent: where its reader, Jackson, has come to. Reads texts; keeps nothing.

`faults` finds the first mistake of a text that is no JSON, `sources` writes places down as Jackson does, `pattern_words` says
what AWS answers to a pattern.
"""
