from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import caveat
import pytest
from caveat.lint import strict
from caveat.lint.language.cues import compile_cues
from caveat.lint.language.readings import Surroundings, judge
from caveat.lint.language.tokens import tokenise
from caveat.lint.model import ASSERTED, Reading

LEXICON = Path(caveat.__file__).parent / "rules" / "lexicon"


@cache
def table() -> dict[str, Any]:
    """Compile the cue lists that the package ships."""
    return compile_cues({path.stem: _plain(path) for path in sorted((LEXICON / "cues").glob("*.yaml"))}, {})


def _plain(path: Path) -> dict[str, Any]:
    plain: dict[str, Any] = strict.load(path.read_text(encoding="utf-8"), path.name).plain()
    return plain


def judged(marked: str, family: str, around: Surroundings) -> tuple[Reading, ...]:
    """Judge the claim between ⟦ and ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    tokens = tokenise(text)
    inside = [at for at in range(len(tokens.lower)) if tokens.starts[at] < end and tokens.ends[at] > start]
    return judge(text, tokens, (inside[0], inside[-1] + 1), family, around, table())


def shown(readings: tuple[Reading, ...]) -> str:
    """Write readings as the tables below do."""
    return "; ".join("asserted" if reading is ASSERTED else f"{reading.name}: {reading.cue}" for reading in readings)


def rows(text: str) -> list[str]:
    """Return the rows of a table without its comments."""
    return [line for line in text.strip().splitlines() if not line.startswith("#")]


# sentence | readings and their cues, in the order in which they are listed

BENEFIT = """
# asserted
Exosomes ⟦cure⟧ arthritis. | asserted
It ⟦cures⟧, not just treats, migraine. | asserted
It not only manages but ⟦cures⟧ migraine. | asserted
It does not merely ease migraine; it ⟦cures⟧ it. | asserted
Exosomes can ⟦cure⟧ arthritis. | asserted
No doubt the drip ⟦cures⟧ hangovers. | asserted
No wonder people say goodbye: it ⟦cures⟧ acne. | asserted
Without surgery, we ⟦reverse ageing⟧. | asserted
Without surgery our laser ⟦cures⟧ acne. | asserted
No needles needed to ⟦reverse ageing⟧. | asserted
No needles, no downtime, just a drip that ⟦reverses ageing⟧. | asserted
It does not hurt and ⟦cures⟧ acne. | asserted
It does not hurt, and it ⟦cures⟧ acne. | asserted
It is not expensive but ⟦cures⟧ acne. | asserted
Other creams do not work; ours ⟦cures⟧ acne. | asserted
Other creams do not work - ours ⟦cures⟧ acne. | asserted
Drugs never work, however this tea ⟦cures⟧ acne. | asserted
Surgery failed to help her, yet this tea ⟦cured⟧ her. | asserted
It ⟦cures⟧ acne without scarring. | asserted
It ⟦cures⟧ acne and does not irritate the skin. | asserted
It ⟦cures⟧ acne, although not in a day. | asserted
You will not believe how fast it ⟦cures⟧ acne. | asserted
You will not find a better ⟦cure⟧ for acne. | asserted
It is never too late to ⟦reverse ageing⟧. | asserted
It never fails to ⟦cure⟧ acne. | asserted
The importance of this ⟦cure⟧ cannot be overstated. | asserted
Do not wait to ⟦reverse ageing⟧. | asserted
Why not ⟦reverse ageing⟧ today? | asserted
No other clinic offers such a ⟦cure⟧. | asserted
The cream ⟦cures⟧ acne, so you need no tablets. | asserted
In May 2024 we learnt that it ⟦cures⟧ acne. | asserted
You may be surprised that it ⟦cures⟧ acne. | asserted
It may sting and ⟦cures⟧ acne. | asserted
It ⟦cures⟧ acne and may soften the skin. | asserted
It ⟦cures⟧ acne, and trials in mice are under way. | asserted
If you want to ⟦reverse ageing⟧, call us. | asserted
If you have acne, this tea ⟦cures⟧ it. | asserted
Whether you are young or old, it ⟦reverses ageing⟧. | asserted
# negated
Exosomes do not ⟦cure⟧ arthritis. | negated: not
It doesn't ⟦cure⟧ arthritis. | negated: n't
It does not ⟦cure⟧ or prevent flu. | negated: not
It does not ease or ⟦prevent⟧ flu. | negated: not
It is not meant to diagnose, treat, ⟦cure⟧ or prevent any disease. | negated: not
It is not meant to diagnose, treat, cure, or ⟦prevent⟧ any disease. | negated: not
It does not, in our view, ⟦cure⟧ arthritis. | negated: not
It does not (yet) ⟦cure⟧ arthritis. | negated: not
There is no ⟦cure⟧ for tinnitus. | negated: no
No drug ⟦cures⟧ tinnitus. | negated: No
No diet or supplement ⟦cures⟧ tinnitus. | negated: No
Nobody can ⟦cure⟧ tinnitus. | negated: Nobody
Nothing ⟦reverses ageing⟧. | negated: Nothing
Neither zinc nor honey ⟦cures⟧ a cold. | negated: nor
Zinc neither ⟦prevents⟧ nor shortens a cold. | negated: neither
Zinc neither shortens nor ⟦prevents⟧ a cold. | negated: nor
There is no evidence that drips ⟦boost immunity⟧. | negated: no evidence
There is no good evidence that drips work or ⟦boost immunity⟧. | negated: no good evidence
The drug failed to ⟦cure⟧ any patient. | negated: failed to
It is far from a ⟦miracle⟧. | negated: far from
The cream hides wrinkles rather than ⟦reversing⟧ them. | negated: rather than
Rest instead of a ⟦miracle cure⟧ is what you need. | negated: instead of
It eases pain without ⟦curing⟧ the disease. | negated: without
Ageing cannot be ⟦reversed⟧. | negated: not
Arthritis can't be ⟦cured⟧. | negated: n't
A ⟦cure⟧ does not exist. | negated: does not exist
A ⟦cure⟧ is unlikely. | negated: is unlikely
The results are not ⟦guaranteed⟧. | negated: not
It has not been ⟦clinically proven⟧. | negated: not
A ⟦cure⟧ is not something that we can offer. | negated: is not something
It is no ⟦miracle cure⟧, but it helps. | negated: no
It helps, but it is no ⟦miracle cure⟧. | negated: no
It eases pain but does not ⟦cure⟧ arthritis. | negated: not
Regulators have yet to see it ⟦cure⟧ anyone. | negated: yet to
We are not the ⟦only clinic⟧ that offers this. | negated: not
# hedged
Exosomes may ⟦reverse ageing⟧. | hedged: may
Exosomes could one day ⟦cure⟧ arthritis. | hedged: could
Exosomes might ease or even ⟦cure⟧ arthritis. | hedged: might
Exosomes potentially ⟦reverse ageing⟧. | hedged: potentially
A potential ⟦cure⟧ for arthritis is in sight. | hedged: potential
Exosomes are being studied to ⟦reverse ageing⟧. | hedged: are being studied
Exosomes are thought to ⟦reverse ageing⟧. | hedged: thought to
The findings suggest that exosomes ⟦cure⟧ arthritis. | hedged: suggest that
It appears to ⟦cure⟧ arthritis. | hedged: appears to
It is possible that exosomes ⟦cure⟧ arthritis. | hedged: It is possible that
It may not ⟦cure⟧ arthritis. | negated: not; hedged: may
# conditional
We would say so if it ⟦cured⟧ arthritis. | conditional: if; attributed: say
Ask your doctor whether it ⟦cures⟧ arthritis. | conditional: whether
It is hype unless it ⟦cures⟧ acne. | conditional: unless
# limited
Exosomes ⟦reversed ageing⟧ in mice. | limited: in mice
In mice, exosomes ⟦reversed ageing⟧. | limited: In mice
In old mice the drug ⟦reversed ageing⟧. | limited: In old mice
It ⟦kills cancer cells⟧ in vitro. | limited: in vitro
It ⟦cured⟧ acne in a pilot of 12 adults. | limited: in a pilot
Preclinical studies have shown that exosomes ⟦repair cartilage⟧. | limited: Preclinical studies
The project aims to ⟦cure⟧ blindness. | limited: aims to
Researchers hope to ⟦reverse ageing⟧. | limited: hope to
Scientists are searching for a ⟦cure⟧. | limited: Scientists are searching for
It ⟦cured⟧ acne, but the study was small. | limited: but the study was small
It ⟦repairs cartilage⟧, though larger trials are needed. | limited: larger trials are needed
# attributed
According to its maker, it ⟦cures⟧ acne. | attributed: According to
Experts say that it ⟦cures⟧ acne. | attributed: say that
The drip is said to ⟦reverse ageing⟧. | attributed: said to
# rejected
Claims that it ⟦cures⟧ cancer are false. | rejected: are false; attributed: Claims that
The idea that exosomes ⟦cure⟧ cancer is misleading. | rejected: is misleading
Be wary of anyone who promises a ⟦cure⟧. | rejected: anyone who promises
Myth: exosomes ⟦cure⟧ cancer. | rejected: Myth:
Beware of a ⟦miracle cure⟧. | rejected: Beware of
Avoid clinics promising a ⟦cure⟧. | rejected: Avoid clinics promising
It would be wrong to say that exosomes ⟦cure⟧ cancer. | rejected: wrong to say that; attributed: say that
It is misleading to claim a ⟦cure⟧. | rejected: misleading to claim; attributed: claim
The firm was told to stop promising a ⟦cure⟧. | rejected: stop promising
Some sellers falsely claim that it ⟦cures⟧ cancer. | rejected: Some sellers falsely claim; attributed: claim that
Watch out for words such as ⟦cure⟧. | rejected: Watch out for
That it ⟦cures⟧ cancer is a myth. | rejected: is a myth
Cancer ⟦cure⟧ claims are unproven. | rejected: are unproven
It ⟦cures⟧ acne and the rumours about it are false. | asserted
Critics call it wrong, but it ⟦cures⟧ acne. | asserted
Avoid surgery: our cream ⟦cures⟧ acne. | asserted
# quoted
The word "⟦cure⟧" should not stand on a label. | quoted: word
Phrases such as "cure", "⟦miracle⟧" or "secret" sell. | quoted: Phrases such as
Our clients call it "the ⟦miracle cure⟧". | asserted
"It ⟦cured⟧ my acne," says Ann. | attributed: " says
The article 'How exosomes ⟦cure⟧ cancer' was withdrawn. | rejected: was withdrawn; quoted: article
It ⟦cures⟧ acne, but not in everyone. | limited: but not in everyone
It ⟦cures⟧ acne, but there is no downtime. | asserted
It ⟦restores energy⟧ in human cells. | asserted
People who are looking for ⟦relief⟧ like it. | asserted
The dream of ⟦reversing ageing⟧ has come true. | asserted
As a useful addition to usual care, cupping ⟦eases pain⟧. | limited: As a useful addition to
Together with your usual tablets, the belt ⟦eases pain⟧. | limited: Together with your usual tablets
The belt ⟦eases pain⟧ alongside the usual lights and music. | asserted
The search for a ⟦cure⟧ goes on. | limited: search for
# supported
In a randomised trial of 400 adults it ⟦prevented⟧ colds [3]. | supported: trial of 400 adults
In a randomised trial of 400 adults it ⟦prevented⟧ colds. | asserted
It ⟦prevents⟧ colds [3]. | asserted
# denials that deny nothing, and cues that govern something else
It is not uncommon for it to ⟦cure⟧ acne. | asserted
Never before has a drip ⟦reversed ageing⟧ so fast. | asserted
Not a day passes without it ⟦curing⟧ someone. | asserted
There is nothing it cannot ⟦cure⟧. | asserted
People who cannot exercise can ⟦lose weight⟧ with our drip. | asserted
Exosomes, which do not divide, ⟦reverse ageing⟧. | asserted
Exosomes - not stem cells - ⟦reverse ageing⟧. | asserted
Exosomes (not stem cells) ⟦reverse ageing⟧. | asserted
Exosomes do not hold cells and therefore ⟦reverse ageing⟧ safely. | asserted
Not only does it ease acne, it ⟦cures⟧ it. | asserted
Your doctor won't tell you that it ⟦cures⟧ acne. | asserted
You won't need surgery once it ⟦cures⟧ acne. | asserted
It is no secret that it ⟦cures⟧ acne. | asserted
There is no denying that it ⟦cures⟧ acne. | asserted
Nobody knows how it ⟦cures⟧ acne. | asserted
No drip but ours ⟦cures⟧ acne. | asserted
Say no to needles and ⟦reverse ageing⟧. | asserted
No-needle drip ⟦cures⟧ acne. | asserted
No downtime and ⟦lasting relief⟧. | asserted
Our ⟦miracle cure⟧ is not sold in shops. | asserted
This ⟦cure⟧ appears to be popular. | asserted
Never be tired again with our ⟦energy boost⟧. | asserted
The mechanism is not known but exosomes ⟦reverse ageing⟧. | asserted
Tired of false promises, try a drip that ⟦cures⟧ acne. | asserted
It is not wrong to think that it ⟦cures⟧ acne. | asserted
It worked in mice, and now it ⟦cures⟧ people. | asserted
It works in mice and ⟦cures⟧ acne in people. | asserted
Early data look promising: it ⟦cures⟧ acne. | asserted
We aim to ⟦cure⟧ acne. | asserted
You might have heard that it ⟦cures⟧ acne. | asserted
A drip for all, whether for ⟦relief⟧ or for sleep. | asserted
Whether it's acne or redness, our gel ⟦cures⟧ it. | asserted
Ask whether it is acne or eczema and whether our gel ⟦cures⟧ it. | conditional: whether
It ⟦cures⟧ acne; a cohort of 90 people [2] slept better. | asserted
# and those that hold
Not all drips ⟦cure⟧ acne. | negated: Not
No cream heals scars and ⟦cures⟧ acne. | negated: No
It has not yet been shown to ⟦cure⟧ acne. | negated: not
Little evidence exists that it ⟦cures⟧ acne. | negated: Little evidence
Wrinkle ⟦reversal⟧ was not observed. | negated: not
It is not known whether it ⟦cures⟧ acne. | negated: not; conditional: whether; hedged: not known
Studies suggest it is safe and that it ⟦cures⟧ acne. | hedged: suggest
Steer clear of anyone who offers a ⟦cure⟧. | rejected: anyone who offers
Fake ⟦cures⟧ can harm you. | rejected: Fake
So-called ⟦miracle cures⟧ abound. | rejected: So-called
Myth 3: it ⟦cures⟧ acne. | rejected: Myth 3:
MYTH - it ⟦cures⟧ acne. | rejected: MYTH -
They fined a firm for saying it ⟦cures⟧ acne. | rejected: fined a firm for saying; attributed: saying it
The ad must not say that it ⟦cures⟧ acne. | negated: not; rejected: must not say; attributed: say that
It is sold as a ⟦cure⟧ despite a lack of evidence. | rejected: despite a lack of evidence; attributed: sold as
Garlic ⟦cures⟧ colds, but there is no evidence. | rejected: but there is no evidence; limited: but there is no evidence
Posts that say honey ⟦cures⟧ acne are dangerous nonsense. | rejected: are dangerous nonsense; attributed: say
Ask your doctor before you use it to ⟦cure⟧ acne. | conditional: Ask your doctor before
A product that is meant to ⟦cure⟧ a disease needs approval. | conditional: needs approval
Myth or fact: does it ⟦cure⟧ acne? | rejected: Myth or fact:; asked: does
'⟦Clinically proven⟧' is not a legal term. | quoted: term
The paper "⟦Reversal⟧ of ageing" was withdrawn. | rejected: was withdrawn; quoted: paper
Ann, 62: 'My acne is ⟦cured⟧!' | asserted
In a double-blind trial it ⟦prevented⟧ colds (doi:10.1000/x). | supported: double-blind
"""

HARM = """
# asserted
There is ⟦no risk⟧. | asserted
It is ⟦completely safe⟧. | asserted
No needles, ⟦no risk⟧. | asserted
No needles and ⟦no risk⟧. | asserted
No pain, no downtime and ⟦completely safe⟧. | asserted
It is not painful and ⟦completely safe⟧. | asserted
It is not painful, ⟦completely safe⟧ and quick. | asserted
It does not hurt and has ⟦no side effects⟧. | asserted
Unlike surgery, it does not hurt: it is ⟦risk-free⟧. | asserted
It is not only quick but ⟦risk-free⟧. | asserted
Nothing beats it for ⟦risk-free⟧ relief. | asserted
No doubt it is ⟦completely safe⟧. | asserted
No other drip is so ⟦completely safe⟧. | asserted
Do not worry, it is ⟦harmless⟧. | asserted
You need not worry about this ⟦harmless⟧ drip. | asserted
It works ⟦without side effects⟧. | asserted
It does not need surgery, so there is ⟦no risk⟧. | asserted
Exosomes lack a nucleus, so they carry ⟦no risk⟧. | asserted
⟦No tumour risk⟧: exosomes cannot divide. | asserted
Exosomes cannot divide, hence ⟦no tumour risk⟧. | asserted
# litotes
It is not ⟦without risk⟧. | litotes: not
It isn't ⟦risk-free⟧. | litotes: n't
It is never ⟦without risk⟧. | litotes: never
No treatment is ⟦risk-free⟧. | litotes: No
No medicine, ours included, is ⟦risk-free⟧. | litotes: No
No drug is safe and ⟦free of side effects⟧. | litotes: No
No surgery comes ⟦without risk⟧. | litotes: No
Nothing is ⟦risk-free⟧. | litotes: Nothing
None of these drips is ⟦harmless⟧. | litotes: None
Nobody can promise ⟦zero risk⟧. | litotes: Nobody; rejected: Nobody can promise
There is no such thing as a ⟦risk-free⟧ drip. | litotes: no such thing as
There is no ⟦risk-free⟧ surgery. | litotes: There is no
It cannot be called ⟦free of side effects⟧. | litotes: not
We do not say that it is ⟦without risk⟧. | litotes: not say; rejected: do not say; attributed: say that
Natural does not mean ⟦harmless⟧. | litotes: not mean; rejected: does not mean
There is no evidence that it is ⟦completely safe⟧. | litotes: no evidence that
It is far from ⟦harmless⟧. | litotes: far from
It is anything but ⟦harmless⟧. | litotes: anything but
⟦Zero risk⟧ does not exist. | litotes: does not exist
⟦Zero risk⟧ is impossible. | litotes: is impossible
It is neither ⟦safe⟧ nor cheap. | litotes: neither
They failed to show that it is ⟦harmless⟧. | litotes: failed to
# other readings
Is there ⟦no risk⟧? | asked: Is
It may be ⟦harmless⟧. | hedged: may
It would be wrong to say that there is ⟦no risk⟧. | rejected: wrong to say that; attributed: say that
The clinic was told to stop saying that there was ⟦zero risk⟧. | rejected: stop saying; attributed: saying that
Beware of clinics that say there is ⟦no risk⟧. | rejected: Beware of; attributed: say
Ask whether there is ⟦no risk⟧. | conditional: whether
⟦No tumours⟧ were seen in 24 mice. | limited: in 24 mice
⟦No serious harm⟧ was seen, but the trial had 12 participants. | limited: but the trial had 12
⟦No increased risk⟧ was seen in a cohort of 9,000 adults [12]. | supported: cohort
Claims of '⟦no risk⟧' are not supported. | rejected: are not supported; quoted: Claims of; attributed: Claims
No cells are injected, which makes it ⟦risk-free⟧. | asserted
No cells means ⟦no risk⟧. | asserted
It holds no steroids, so it is ⟦completely safe⟧. | asserted
Nothing could be simpler or ⟦safer⟧. | hedged: could
It does not get any ⟦safer⟧ than this. | asserted
It has not been shown to be ⟦safe⟧. | litotes: not
Whether it is ⟦safe⟧ is unknown. | litotes: is unknown; conditional: Whether
No operation that cuts the skin is ⟦without risk⟧. | litotes: No
It is not true that it is ⟦risk-free⟧. | litotes: not
"""

AROUND = [
    # questions
    ("Does it ⟦cure⟧ acne? | asked: Does", "benefit", Surroundings(block="heading")),
    ("Q: Can it ⟦cure⟧ acne? | asked: Can", "benefit", Surroundings()),
    ("Is exosome therapy ⟦safe⟧ | asked: Is", "absence-of-harm", Surroundings(block="heading")),
    ("Is exosome therapy ⟦safe⟧ | asserted", "absence-of-harm", Surroundings()),
    ("Does it ⟦cure⟧ acne? | asked: Does", "benefit", Surroundings(after="No.")),
    ("Does it ⟦cure⟧ acne? | asserted", "benefit", Surroundings(after="Yes, it does.")),
    ("Which drug ⟦cures⟧ acne? | asked: Which", "benefit", Surroundings()),
    ("Ready to ⟦reverse ageing⟧? | asserted", "benefit", Surroundings(block="heading")),
    ("Want to ⟦reverse ageing⟧? | asserted", "benefit", Surroundings()),
    ("Do you want to ⟦reverse ageing⟧? | asserted", "benefit", Surroundings()),
    ("Are you looking for a ⟦cure⟧? | asserted", "benefit", Surroundings()),
    ("Would you like to ⟦reverse ageing⟧? | asserted", "benefit", Surroundings()),
    ("Why not ⟦reverse ageing⟧? | asserted", "benefit", Surroundings()),
    ("How does it ⟦reverse ageing⟧? | asserted", "benefit", Surroundings(block="heading")),
    ("Isn't it time to ⟦reverse ageing⟧? | asserted", "benefit", Surroundings()),
    ("Did you know that it ⟦reverses ageing⟧? | asserted", "benefit", Surroundings()),
    ("It ⟦cures⟧ acne, right? | asserted", "benefit", Surroundings()),
    ("A ⟦cure⟧ for baldness? | asserted", "benefit", Surroundings()),
    # lists
    (
        "Guarantees a ⟦cure⟧ | rejected: Watch out for any clinic that:",
        "benefit",
        Surroundings(block="list-item", lead_in="Watch out for any clinic that:"),
    ),
    (
        "⟦No risk⟧ at all | rejected: Be wary of these phrases:",
        "absence-of-harm",
        Surroundings(block="list-item", lead_in="Be wary of these phrases:"),
    ),
    (
        "⟦cures⟧ arthritis | negated: The drip does not:",
        "benefit",
        Surroundings(block="list-item", lead_in="The drip does not:"),
    ),
    ("⟦cures⟧ arthritis | asserted", "benefit", Surroundings(block="list-item", lead_in="Our drip:")),
    (
        "⟦Reverses ageing⟧ | asserted",
        "benefit",
        Surroundings(block="list-item", lead_in="No other clinic offers you these benefits:"),
    ),
    ("⟦Reverses ageing⟧ | asserted", "benefit", Surroundings(block="list-item", lead_in="It does not hurt and it:")),
    ("⟦cure⟧ arthritis | hedged: The drip may:", "benefit", Surroundings(block="list-item", lead_in="The drip may:")),
    # neighbours
    ("Exosomes ⟦cure⟧ cancer. | rejected: This is false.", "benefit", Surroundings(after="This is false.")),
    (
        "Exosomes ⟦cure⟧ cancer. | rejected: There is no evidence for this.",
        "benefit",
        Surroundings(after="There is no evidence for this."),
    ),
    (
        "Exosomes ⟦repair cartilage⟧. | limited: Larger trials are needed.",
        "benefit",
        Surroundings(after="Larger trials are needed."),
    ),
    (
        "The cream ⟦fills lines⟧. | limited: Its lifting effect is temporary.",
        "benefit",
        Surroundings(after="Its lifting effect is temporary."),
    ),
    ("Exosomes ⟦repair cartilage⟧. | asserted", "benefit", Surroundings(after="Book a false nail today.")),
    ("Exosomes ⟦cure⟧ cancer. | asserted", "benefit", Surroundings(after="This is our promise.")),
    (
        "A ⟦risk-free⟧ drip? | litotes: There is no such thing.",
        "absence-of-harm",
        Surroundings(after="There is no such thing."),
    ),
    # headings above
    (
        "Exosomes ⟦cure⟧ cancer. | rejected: Common myths",
        "benefit",
        Surroundings(block="list-item", section=("Exosomes", "Common myths")),
    ),
    ("Exosomes ⟦cure⟧ cancer. | rejected: Common myths", "benefit", Surroundings(section=("Common myths",))),
    ("Exosomes ⟦cure⟧ cancer. | asserted", "benefit", Surroundings(section=("Common myths",), operator="clinic")),
    ("Fact: exosomes ⟦cure⟧ cancer. | asserted", "benefit", Surroundings(block="list-item", section=("Common myths",))),
    (
        "A drip is ⟦harmless⟧. | rejected: Red flags",
        "absence-of-harm",
        Surroundings(block="list-item", section=("Red flags",)),
    ),
    ("Exosomes ⟦reverse ageing⟧. | limited: Animal studies", "benefit", Surroundings(section=("Animal studies",))),
    (
        "Exosomes ⟦reverse ageing⟧. Nature 2020. | quoted: References",
        "benefit",
        Surroundings(block="list-item", section=("References",)),
    ),
    # links as sources
    ("In a randomised trial it ⟦prevented⟧ colds. | supported: randomised", "benefit", Surroundings(links=((0, 21),))),
]


@pytest.mark.parametrize("row", rows(BENEFIT))
def test_benefit(row: str) -> None:
    sentence, expected = row.split(" | ")
    assert shown(judged(sentence, "benefit", Surroundings())) == expected


@pytest.mark.parametrize("row", rows(HARM))
def test_absence_of_harm(row: str) -> None:
    sentence, expected = row.split(" | ")
    assert shown(judged(sentence, "absence-of-harm", Surroundings())) == expected


@pytest.mark.parametrize(("row", "family", "around"), AROUND)
def test_surroundings(row: str, family: str, around: Surroundings) -> None:
    sentence, expected = row.split(" | ")
    assert shown(judged(sentence, family, around)) == expected
