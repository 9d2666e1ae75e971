"""Kinds of words that promises are made of, so that the scorer sees a pattern in words that it seldom met.

A word that stands in two kinds, or has the stem of another, belongs to the kind that is named first.
"""

from __future__ import annotations

_LISTS = {
    "effect": "accelerate achieve activate alleviate balance banish boost brighten build burn calm cleanse clear "
    "combat contour correct curb cure decrease destroy detoxify diminish dissolve ease eliminate "
    "energise energize enhance erase even fade fight firm flush heal hydrate improve improvement "
    "increase kill lessen lift lighten lower melt minimise minimize nourish optimise optimize overcome "
    "plump prevent produce promote protect rebuild reduce reduction refresh regenerate regeneration "
    "regrow regrowth regulate rehydrate rejuvenate rejuvenation relax release relief relieve renew "
    "repair replenish reset resolve restoration restore reverse revitalise revitalize revive sharpen "
    "shrink slow smooth soften soothe speed stimulate stimulation stop straighten strengthen suppress "
    "tackle tame thicken tighten tone transform treat trigger unblock unlock whiten",
    "help": "aid allow assist beneficial benefit deliver enable encourage ensure facilitate give help helpful "
    "leave make offer provide work",
    "soft": "address aim design goal maintain manage management seek strive support tailor target",
    "good": "appearance comfort complexion concentration confidence digestion energy fertility fitness "
    "flexibility focus function glow harmony health hydration immunity libido memory metabolism "
    "mobility mood movement performance posture radiance recovery relaxation sleep smile stamina "
    "strength texture vision vitality volume weight wellbeing wellness youth",
    "ill": "ache acne addiction ageing aging allergies allergy anxiety arthritis asthma baldness cellulite "
    "colic condition craving crease damage deficiency depression disease disorder dysfunction eczema "
    "fatigue flu hangover headache illness imbalance infertility inflammation injuries injury insomnia "
    "irritation migraine nausea neuropathy obesity osteoarthritis pain pigmentation problem psoriasis "
    "ptsd reflux rosacea sag sciatica snore soreness spasm stiffness strain stress swelling symptom "
    "tendinitis tendonitis tension tinnitus tiredness trauma varicose wart wrinkle",
    "body": "abdomen arm artery baby back blood bone brain breast cartilage cheek chest cornea disc ear eye "
    "face fat feet finger follicle foot gland gum gut hair hand head heart hip jaw joint kidney knee "
    "leg ligament line lip liver lung mouth muscle nail neck nerve nose ovaries pelvis pores scalp "
    "shoulder skin skull spine stomach system teeth tendon throat thyroid tissue tooth vein",
    "mech": "absorb absorption antioxidant atp bioavailability bloodstream cell cellular circulation coenzyme "
    "collagen cortisol elastin endorphin enzyme estrogen flow gene growth hormone hyaluronic immune "
    "insulin level lymphatic metabolic mitochondria mitochondrial molecule neurotransmitter nutrient "
    "oestrogen oxygen oxygenation process protein qi radical receptor serotonin signal toxin",
    "means": "acupuncture adjustment aligner appliance blend botox braces bridge capsule care chiropractic "
    "coolsculpting cream crown cryotherapy cupping denture device diet dose drip drug exercise exosome "
    "facial filler float formula glutathione herb herbal hifu homeopathy hyperbaric hypnosis "
    "hypnotherapy implant infusion injection invisalign iv ketamine laser lasik lens light liposuction "
    "magnesium manipulation massage medication medicine method microneedling microsuction mri myers nad "
    "nad+ naturopathy needle omega orthotic osteopathy ozone peel pellet peptide physiotherapy pill "
    "prescription probiotic procedure product profhilo program programme prosthesis protocol prp "
    "radiofrequency reflexology reiki remedies remedy sauna sclerotherapy semaglutide serum shockwave "
    "stem supplement surgery technique technology testosterone therapies therapy tms transplant "
    "treatment tuck ultrasound vaccine veneer vitamin yoga",
    "it": "it that these they this which",
    "we": "i my our us we",
    "you": "adult anyone child children client couple everyone individual man many men most patient people "
    "person somebody someone sufferer woman women you your yourself",
    "staff": "acupuncturist aesthetician anaesthetist audiologist chiropodist chiropractor clinician consultant "
    "counsellor dentist dermatologist doctor dr esthetician expert gp homeopath hygienist "
    "hypnotherapist injector midwife naturopath nurse nutritionist optometrist osteopath pharmacist "
    "physician physiotherapist podiatrist practitioner provider psychiatrist psychologist receptionist "
    "specialist staff surgeon team technician therapist",
    "quality": "advanced best brilliant effective effectiveness efficient excellent exceptional extremely "
    "fantastic great highly ideal important incredible innovative leading optimal outstanding perfect "
    "popular potent powerful premium remarkable revolutionary significantly solution success successful "
    "superior ultimate unique very vital",
    "fast": "day days fast faster few hour immediate immediately instant night once one overnight quick quicker "
    "rapid session soon speedy straight week",
    "lasting": "always eternal forever good lasting life lifetime long longer longevity permanent sustainable years",
    "safe": "comfortable downtime gentle gently harm harmless invasive mild minimal natural painless painlessly "
    "safe safer safest safety surgical tolerated",
    "more": "better bigger brighter clearer deeper dramatic dramatically fewer firmer fresher full fuller "
    "greater healthier healthy leaner less lighter more noticeable noticeably plumper radiant slimmer "
    "smoother stronger tighter visible visibly younger youthful",
    "sure": "all clinically completely definitely entire entirely every fully guarantee only proven root "
    "totally truly unlike will",
    "proof": "approved data demonstrate evidence fda journal per percent published rate research researchers "
    "science scientific scientifically show shown studies study trial",
    "does": "administer apply arrive ask assess attach begin bring carry check choose clean come complete "
    "contain cover cut discuss draw examine explain feel fill fit follow get go hold include inject "
    "insert involve lie listen look measure move perform place position prepare put receive recommend "
    "remove rest return review see send sit start take tell test undergo use wait walk wash wear",
    "happens": "affect arise become cause common contribute decline deplete develop diagnose experience factor "
    "form grow link lose loss occur react result rise suffer trouble vary weaken worsen",
    "define": "called consist define describe different kind known made means name range refer several term type "
    "variety various",
    "logistic": "appointment bill book cancel cancellation card cash charge clinic consultation contact cost course "
    "deposit discount email fee free hospital insurance membership minute month notice office open "
    "parking payment phone policy practice price reception referral refund register schedule site time "
    "visit voucher website",
    "caution": "bleed bruise complication contraindication discomfort infection itching numbness rare redness risk "
    "scab scarring side temporary tenderness unless unsuitable warn",
    "hedge": "appear be believe can could depend generally if likely may might often perhaps possible possibly "
    "potential should some sometimes suggest typically usual whether would",
    "deny": "although but ca cannot however n't neither never no nobody none nor not nothing though while without",
}

LISTS = {kind: words.split() for kind, words in _LISTS.items()}
