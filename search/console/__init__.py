"""What the `zhitu` command runs and prints."""
