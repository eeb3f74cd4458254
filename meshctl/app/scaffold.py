"""Use case: new catalogue files that pass the check at once. Decides what is in them; writes none."""
