"""The days of `datetime`: on some interpreters the rest of that module takes as long as judging a short article."""

from __future__ import annotations

__all__ = ("date", "timedelta")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, timedelta
else:
    try:
        from _datetime import date, timedelta
    except ImportError:
        from datetime import date, timedelta
