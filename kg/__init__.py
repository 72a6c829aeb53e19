"""Notes to passages and a concept graph."""
