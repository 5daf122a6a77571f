"""What runs and writes: the only user of papermill, nbconvert and the disk."""
