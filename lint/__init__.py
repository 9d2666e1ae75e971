"""Read articles, judge their claims, report findings."""
