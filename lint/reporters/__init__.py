"""Render a Report, one output format each."""
