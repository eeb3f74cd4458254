"""Applies and destroys that go wrong at a random moment, on an embedded AWS: one rerun has to converge.

Read `faulty_proxy` (between AWS's clients and AWS: throttles, breaks, forgets to answer), then `trials` (what is done and looked at
afterwards), then `__main__`, which is `make chaos`. `test_faulty_proxy` holds the proxy to its word.
"""
