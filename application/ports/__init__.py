"""What the use-cases need from the outside; each contract is written here and nowhere else."""
