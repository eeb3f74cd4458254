"""What people have changed of a stage by hand.

Read `find_drift` (asks AWS and Terraform, all accounts at once, and changes nothing), then `meanwhile` (where an apply has begun
while it asked).
"""
