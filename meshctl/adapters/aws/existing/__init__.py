"""Whether what Terraform would create exists on AWS already, with its tags. Asks only; decides nothing.

Read `lookups` (which calls for which type, and how they are made), then `events`, `channels` and `services` (the calls).
"""
