"""Taking in what an apply has made and Terraform does not know: `stacks_in_doubt` says of which stacks, and
`adoption_runner` does it. `lost_bucket` tells where nobody knows of any.
"""
