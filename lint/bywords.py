"""The words that introduce a byline: who wrote, reviewed and checked an article, and when."""

from __future__ import annotations

import re
from functools import cache

from .expressions import expression

HINTS = (
    *(
        "reviewed",
        "reviewer",
        "reviewers",
        "review:",
        "review due",
        "review date",
        "next review",
        "last review",
        "medical review",
    ),
    *("clinical review", "for review", "checked", "checker", "of review", "next planned review", "annual review"),
    *("for reviewing",),
    *("ตรวจสอบโดย", "ทบทวนโดย", "ทบทวนล่าสุด", "ทบทวนครั้งต่อไป"),
)
# prose is full of these; a byline that holds one of them alone is short
SHORT_HINTS = (
    *("updated", "published", "written by", "by ", "author", "modified", "revised", "posted", "last update", "review"),
    *(
        "approved by",
        "verified by",
        "vetted by",
        "current as of",
        "produced",
        "of publication",
        "words:",
        "เขียนโดย",
        "อัปเดตล่าสุด",
        "ปรับปรุงล่าสุด",
        "เผยแพร่",
    ),
)
SHORT = 300
HINT_WORDS = frozenset(
    """reviewing reviewed reviewer reviewers review checked updated published by author authors modified revised posted
    update checker current produced approved verified vetted publication words
    ตรวจสอบโดย ทบทวนโดย ทบทวนล่าสุด ทบทวนครั้งต่อไป เขียนโดย อัปเดตล่าสุด ปรับปรุงล่าสุด เผยแพร่""".split()  # noqa: SIM905
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*"
_DATE_NEXT = (
    r"(?=\s*[:–—-]?\s*\(?(?:on\s+|in\s+)?(?:(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    rf"(?:\d|[๐-๙]|{_MONTH}[\s-]+['’]?\d))"
)


@cache
def trigger() -> re.Pattern[str]:
    """Compile on first use: one group a duty; what follows the match is what it speaks of.

    `review` is a bare “Review date”, of the last review or the next; `both` wrote and reviewed; before `active` stands
    who reviewed.
    """
    sure = r"(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?)[\s-]+"
    how = (
        r"(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert|peer|professionally|independently|annual|full"
        r"|doctor|physician|clinician|pharmacist|dietitian|dermatologist|nurse)[\s-]+"
    )
    done = r"(?:reviewed|approved|verified|checked|vetted)"
    purpose = r"(?:\s+(?:and|&)\s+[\w-]+)?(?:\s+for\s[\w ]{3,30}?)?"
    subject = r"this\s+(?:article|page|guide|content|information|post|leaflet|text|factsheet|blog|resource)"
    return expression(
        rf"""
          (?<!\w)(?:
          (?P<due>(?:date\s+(?:of|for)\s+)?next\s+(?:planned\s+|scheduled\s+)?(?:{how})?review
                (?:\s+is)?(?:\s+(?:due|date))*(?:\s+(?:by|on|in))?
            |(?:planned|scheduled)\s+review(?:\s+date)?|date\s+for\s+review
            |review\s+(?:is\s+)?due(?:\s+date)?(?:\s+(?:by|on|in|before))?|review\s+by{_DATE_NEXT}
            |due\s+(?:to\s+be\s+reviewed|for\s+review)(?:\s+(?:by|on|in|again))*
            |(?:to|will)\s+be\s+reviewed\s+(?:again\s+)?(?:by|on|in|before)|to\s+be\s+reviewed(?=\s*:)
            |ทบทวนครั้งต่อไป)
        | (?P<checker>fact[\s-]?check(?:ed|er)(?:\s+by|(?=\s*:)))
        | (?P<both>(?:written|authored)\s+(?:and|&)\s+(?:{how})?{done}{purpose}\s+by)
        | (?P<reviewer>(?P<sure>(?:last\s+)?{sure}){done}{purpose}\s+by
            |(?:also\s+|last\s+)?{done}{purpose}\s+by
            |(?:{how})review(?:er|ers|ed)?(?:\s+by|(?=\s*[:–—-])|(?=\s+(?:Dr|Prof)\b))
            |reviewers?(?=\s*:)|review\s+by(?=\s*:?\s+(?-i:[^\W\d_a-z]))|(?:ตรวจสอบ|ทบทวน)โดย)
        | (?P<reviewed>(?:date\s+)?(?:last|most\s+recently|page\s+last|content\s+last|date)\s+(?:{how})?{done}
                (?:\s+(?:on|in))?
            |(?:{how})?reviewed(?:(?:\s+(?:on|in)\b)?{_DATE_NEXT}|(?=\s*[–—(]))
            |date\s+of\s+(?:last\s+)?(?:{how})?review|(?:date\s+of\s+)?last\s+(?:{how})?review(?:\s+date)?(?:\s+on)?
            |(?:{how})review\s+date|(?:{how})reviewed?(?=\s*:\s*\d)|(?:content\s+)?current\s+as\s+of|ทบทวนล่าสุด)
        | (?P<active>for\s+reviewing\s+{subject}
            |(?:has\s+)?(?:{how})?reviewed\s+{subject}(?:\s+for\s[\w ]{{3,30}}?)?(?:\s+(?:on|in)\b)?)
        | (?P<review>review(?:ed)?\s+date|(?-i:Review)(?:\s*:)?(?=\s*(?:\d\d?[\s/.-]|{_MONTH}\s)))
        | (?P<modified>(?:page\s+|content\s+)?(?:last\s+)?(?:updated|modified|revised)(?:\s+on)?
            |(?:date\s+)?last\s+update|(?:อัปเดต|ปรับปรุง)ล่าสุด)
        | (?P<published>(?:first\s+|originally\s+)?(?:published|posted)(?:\s+on)?|produced(?=\s*:|\s+(?:\d|{_MONTH}\s))
            |date\s+(?:published|produced|of\s+publication)|publication\s+date|เผยแพร่(?:เมื่อ)?)
        | (?P<author>(?:written|authored|words)(?:\s+and\s+[\w-]+)?\s+by|(?:authors?|(?-i:Words))(?=\s*:)|เขียนโดย
            |(?<=[—–|·•]\s)by(?=\s+(?-i:[^\W\d_a-z]))|\Aby(?=\s+(?-i:[^\W\d_a-z])[^\n]{{1,150}}\Z)))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


# a review that these words introduce counts even where nobody is named; others ("approved by the FDA") do not
FIRM = expression(r"reviewed|reviewer|vetted|medical|clinical|expert\b", re.IGNORECASE)
# customers rate; they do not answer for a text
RATING = expression(
    r"[★☆⭐]|\b(?:out of|/)\s?5\b|\bstars?\b|^\d+\s"
    r"|\b(?:patients|users|customers|google|yelp|trustpilot|tripadvisor)\b",
    re.IGNORECASE,
)
# before a byline stands nothing, a separator, the date of another, or its subject
BEFORE = expression(
    r"(?:^|[.|·•;:()\]>–—*\n]|(?<!\d)(?:19|20|25)\d\d|\d/\d\d|\b(?:article|page|content|guide|post|leaflet|information|text"
    r"|blog|resource|factsheet|document|version|material)\s+(?:(?:was|is|has\s+been|were|have\s+been)\s+)?(?:\w+\s+)?"
    r"|\band)\s*$",
    re.IGNORECASE,
)
