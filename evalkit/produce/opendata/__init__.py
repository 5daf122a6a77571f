"""The data beside a report: every tidy table as CSV, and all of them as one XLSX and one JSON.

`data_files` makes them all; one module knows one kind of file.
"""

from __future__ import annotations

from evalkit.produce.opendata.attach import ATTACHED as ATTACHED
from evalkit.produce.opendata.attach import attachments_of as attachments_of
from evalkit.produce.opendata.export import export_files as export_files
from evalkit.produce.opendata.files import FORMATS as FORMATS
from evalkit.produce.opendata.files import Format as Format
from evalkit.produce.opendata.files import data_files as data_files
