"""The commands, one file each; `caveat.cli` imports one when it is called."""
