"""Parse one file format each into a Document."""
