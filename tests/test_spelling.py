"""Spelling twins: both directions, and no invented words."""

from __future__ import annotations

import pytest
from caveat.lint.language.spelling import variants

PAIRS = """
tumour tumor, tumourigenic tumorigenic, behavioural behavioral, colourless colorless, favourite favorite,
organise organize, organisation organization, minimising minimizing, catalyse catalyze, paralysed paralyzed,
anaemia anemia, anaemic anemic, leukaemia leukemia, ischaemic ischemic, haemorrhage hemorrhage, haematology hematology,
oestrogen estrogen, oedema edema, paediatric pediatric, orthopaedics orthopedics, gynaecologist gynecologist,
diarrhoea diarrhea, dyspnoea dyspnea, oesophagus esophagus, aetiology etiology, foetal fetal, anaesthetic anesthetic,
homoeopathy homeopathy, manoeuvre maneuver, ageing aging, antiageing antiaging, fibre fiber, centres centers,
centred centered, millilitre milliliter, programme program, defence defense, licence license, grey gray,
sceptical skeptical, judgement judgment, labelled labeled, travelling traveling, counsellor counselor, fulfil fulfill,
enrolment enrollment, skilful skillful, mould mold, catalogue catalog, sulphate sulfate, practise practice
"""
ALONE = """
wise otherwise our hour four or for promise exercise advise rise rising arise supervised revise devise surprise precise
raise praise disease noise size prize seize capsize resized crises chemical academia academic pandemic systemic
elaborate laboratory imaging thermometer parameter called healed estrange fetch homeowner inevitable mother metal
humoral literal sour contour detour central this risk analysis vigorous anemone
"""


@pytest.mark.parametrize("pair", [tuple(pair.split()) for pair in PAIRS.replace("\n", " ").split(",")])
def test_twins_go_both_ways(pair: tuple[str, str]) -> None:
    assert variants(pair[0]) == variants(pair[1]) == frozenset(pair)


@pytest.mark.parametrize("word", ALONE.split())
def test_no_false_twins(word: str) -> None:
    assert variants(word) == {word}


def test_a_word_may_have_two_places_of_difference() -> None:
    assert variants("haemorrhoea") == {"haemorrhoea", "hemorrhoea", "haemorrhea", "hemorrhea"}
    assert variants("caesarean") == {"caesarean", "caesarian", "cesarean", "cesarian"}
