"""Turn prose into a normal form, sentences, tokens, matches and readings."""
