"""A page of HTML as a tagged PDF, typeset by Typst."""
