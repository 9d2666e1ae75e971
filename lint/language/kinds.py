"""Kinds of words that promises are made of, so that the scorer sees a pattern in words that it seldom met."""

from __future__ import annotations

_LISTS = {
    "effect": "accelerate achieve activate aid alleviate allow assist balance banish boost brighten bring build "
    "burn calm clean cleanse clear combat correct curb cure decrease deliver destroy detoxify dissolve "
    "ease easing eliminate enable encourage energise energize enhance erase fade fight firm flush give "
    "heal help hydrate improve improvement increase kill leave leaving lift lower melt minimise minimize "
    "nourish optimise optimize plump prevent produce promote protect provide raise rebuild reduce "
    "reduction regenerate regeneration regrow regulate rejuvenate rejuvenation release relieve remove "
    "renew repair replenish reset resolve restore reverse revitalise revitalize revive sharpen shrink "
    "slow smooth soften soothe speed stimulate stop strengthen support suppress tame thicken tighten tone "
    "transform treat trigger unblock unlock",
    "praise": "advanced alternative beneficial benefit best better brighter deeper dramatic effective effectiveness "
    "excellent fast faster firmer freedom fuller glowing great healthy healthier ideal immediate instant "
    "lasting lighter long-lasting natural noticeable optimal painless perfect permanent powerful proven "
    "quick radiant rapid relief remarkable result safe sharper smoother solution stronger success "
    "successful thicker visible younger youthful",
    "body": "acne ageing aging anxiety appetite arthritis blood body bone brain cartilage cause cell cellular "
    "cellulite circulation collagen complexion concentration confidence cramp craving depression "
    "digestion elastin energy fat fatigue fertility focus follicle function gut hair headache heart "
    "hormone immune immunity inflammation joint libido line memory metabolism migraine mobility mood "
    "movement muscle nausea nerve pain pigmentation pore posture recovery scar skin sleep smile spine "
    "stiffness stress swelling symptom teeth tendon texture tiredness tissue toxin vitality weight "
    "wrinkle",
    "means": "acupuncture adjustment aligner blend botox capsule chiropractic cream cryotherapy device drip "
    "exosome facial filler formula glutathione herb herbal hyperbaric hypnosis hypnotherapy implant "
    "infusion injection it laser light magnesium massage method microneedling nad needle omega our ozone "
    "peel peptide probiotic procedure program programme protocol prp radiofrequency remedy sauna "
    "semaglutide serum shockwave stem supplement surgery technique testosterone therapies therapy these "
    "they this treatment treatments ultrasound veneer vitamin we",
    "caution": "appointment ask avoid bleeding book bruise bruising call cannot common complication consult "
    "consultation cost could depend discuss doctor evidence examine explain hour however if infection "
    "insert may measure might minute must n't no not nurse place please possible possibly price rare "
    "rarely redness risk scarring session should side studies study surgeon tell temporary trial unless "
    "usually vary varies week",
}

LISTS = {kind: words.split() for kind, words in _LISTS.items()}
