"""Words: leftovers of the template, variants, brackets, likely typos."""
