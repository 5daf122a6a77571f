"""The checks of the audit, one module a family; `evalkit.assess.audit` runs them."""
