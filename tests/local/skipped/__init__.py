"""What a plan skips stands as is wanted: Terraform, asked all the same, finds nothing to do there.

Read `asked` (the stacks that are skipped, and what Terraform says of them), then `pairs` (catalogues drawn at random, and one trial of
them), then `__main__`, which is `make skipped`. `make test` does the same with one change of the shop (`mesh/test_plans`).
"""
