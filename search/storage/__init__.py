"""How a knowledge base's records lie in its files."""
