"""One effect for an event that arrives more than once.

Read `once`, which says what a store promises; `memory_store` and `dynamodb_store` are two.
"""
