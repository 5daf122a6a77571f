"""What every report needs, imported and loaded once, before the first fork.

What is not here is paid for again in each fork: a third of a second a report.
"""

from __future__ import annotations

import gc

import ipykernel.ipkernel  # noqa: F401
import IPython.core.completer
import IPython.core.magics  # noqa: F401
import nbformat
from nbformat.v4 import new_notebook

import evalkit.present.portfolio
import evalkit.produce.job  # noqa: F401
from evalkit.assess.audit import all_checks
from evalkit.present.charts.paper import font_family
from evalkit.present.sections import tool_versions
from evalkit.produce import child
from evalkit.produce.pdf import typeset


def load() -> None:
    """Load what importing alone does not: the checks, fonts, the notebook format's schema."""
    all_checks()
    child.prepare()
    font_family()
    tool_versions()
    typeset.prepare()
    nbformat.validate(new_notebook())
    gc.collect()
    gc.freeze()  # or each fork's collections would go through, and copy, all of this
