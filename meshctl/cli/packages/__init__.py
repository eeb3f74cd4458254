"""Commands about functions' packages: package, lock. `of_stage` puts together what builds those of a stage, and nothing else."""
