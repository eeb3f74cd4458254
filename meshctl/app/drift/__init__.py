"""What people have changed of a stage by hand: `find_drift` asks AWS and Terraform, all accounts at once, and changes nothing."""
