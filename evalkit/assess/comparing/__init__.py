"""The parts of a comparison; :mod:`evalkit.assess.compare` puts them together."""
