"""Languages: a file of words and patterns each, and what looks them up in a text."""
