"""The papermill engine: a notebook runs in a forked process, or in a kernel, within limits."""
