"""Relations that a classifier reads off the words around two concepts."""
