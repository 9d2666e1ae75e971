"""The commands, one file each, imported when they are called."""

# what each command does stands here too, so that `--help` imports none of them; a test holds both equal
COMMANDS = {
    "check": "Lint articles: files, folders, or `-` for standard input.",
    "fix": "Mend what a machine can: disclaimers, blanks for reviewers, dates, old suppressions.",
    "baseline": "Write down the findings of today, so that `check` reports only new ones.",
    "report": "Show a whole site to its editors, on one page for the browser.",
    "reviews": "Show who reviewed which article, and when the next review is due.",
    "sign": "Record that a reviewer answers for articles as they are now, in caveat.lock.",
    "rules": "List the rules (the default), or test them on their own examples.",
    "explain": "Show a rule: what it flags and why, the law behind it, its examples.",
    "init": "Set up a site: a commented caveat.yaml, the commit hook, a CI job.",
    "config": "Show what holds for an article, or print schemas for editors.",
    "read": "Show what the linter sees of one article: metadata and blocks with their places.",
}
