"""How a sentence, a list or a heading states a relation of two concepts."""
