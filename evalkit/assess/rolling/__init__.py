"""The parts of a roll-forward; :mod:`evalkit.assess.roll` puts them together."""
