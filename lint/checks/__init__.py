"""Apply one rule kind each to a Document."""
