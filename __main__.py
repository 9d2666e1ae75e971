"""Run the command as `python -m caveat`."""

from .cli import main

if __name__ == "__main__":
    main()
