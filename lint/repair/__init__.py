"""Mend what a machine can safely mend in an article; claims are never rewritten."""
