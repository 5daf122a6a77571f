"""Reports made on other machines, by the workers of a Dask cluster or of any executor."""
