"""Which of many patterns an event matches, without asking each. Gives what matching one by one gives.

Read `rule_set`, then `clauses` (the branches of all patterns), `clause_index`, `clause_table` and `ranges` (which of them are
worth asking), `evaluation` (asks one event).
"""
