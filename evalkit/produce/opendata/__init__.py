"""The data beside a report: every tidy table as CSV, and all of them as one XLSX and one JSON.

`files.py` makes them all; each other module knows one kind of file.
"""
