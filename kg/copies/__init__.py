"""How copies are found and judged: candidates, differences, runs of sentences, the copy kept."""
