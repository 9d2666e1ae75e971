"""Inflection: rules, exceptions, and both spellings."""

from __future__ import annotations

import pytest
from caveat.lint.language.inflect import forms

FORMS = """
risk risks risked risking
cure cures cured curing
reverse reverses reversed reversing
heal heals healed healing
prove proves proved proven proving
guarantee guarantees guaranteed guaranteeing
regrow regrows regrew regrown regrowing
stop stops stopped stopping
visit visits visited visiting
render renders rendered rendering
refer refers referred referring
reset resets resetting
equip equips equipped equipping
lead leads led leading
lie lies lay lain lied lying
die dies died dying
study studies studied studying
panic panics panicked panicking
treat treats treated treating
relax relaxes relaxed relaxing
show shows showed shown showing
overcome overcomes overcame overcoming
benefit benefits benefited benefiting benefitted benefitting
age ages aged aging ageing
travel travels travelled traveled travelling traveling
label labels labelled labeled labelling labeling
minimise minimize minimises minimizes minimised minimized minimising minimizing
fulfil fulfill fulfils fulfills fulfilled fulfilling
be am is are was were been being
have has had having
diagnosis diagnoses
child children
woman women
criterion criteria
bacterium bacteria
life lives
carcinoma carcinomas carcinomata
therapy therapies therapied therapying
stomach stomachs stomached stomaching
illness illnesses
leukaemia leukemia leukaemias leukemias
"""


@pytest.mark.parametrize("line", FORMS.strip().splitlines())
def test_forms(line: str) -> None:
    words = line.split()
    assert forms(words[0]) == frozenset(words)
