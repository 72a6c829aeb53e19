"""How names are found in the notes and told to be names of one thing."""
