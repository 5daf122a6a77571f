"""Charts as SVG: which figures one shows, what it says of them, where its labels stand."""
