"""Tell roughly how often a word stands in health prose; only the order matters, to choose what to search for."""

from __future__ import annotations

from functools import cache

# How many of a million words, and the words; counted in public health information, and rounded.
_PER_MILLION = {
    40_000: """
        of the
    """,
    20_000: """
        . , a and in is or to
    """,
    10_000: """
        are be for may that with you your
    """,
    5_000: """
        - ( ) : ; / ' "
        an as by can from have if information not on people symptoms these this we
    """,
    2_500: """
        5 50 7 90 about all also at available blood body called cancer cause cells condition disease frequency
        gene has health heart how i it medical more no number often one other our patients risk s signs some
        such symptom syndrome their they treatment when which who
    """,
    1_200: """
        ? ! % & + =
        1 2 25 abnormality affected after another any autosomal based because been before bone brain but care
        cases caused causes cell children clinical common contact diagnosis different disorder do doctor during
        examined first following food form found fraction genetic get help high however human include including
        individuals into listed loss many means most much muscle mutations new occurs only others person
        problems protein provides rare severe should sign skin small sometimes specific spread study surgery
        system test testing tests than therapy there through time trials type up use used usually virus were
        what will
    """,
    600: """
        3 abnormal abnormalities affect affects age although animals approximate around associated back being
        below between both certain changes check chemotherapy child childhood collected comes conditions control
        damage database days deficiency department develop development diabetes dictionary diseases disorders
        does dominant drug each early emergency estimate european even example eye factors failure family fda
        feature features find fractions frequencies function genes getting group growth had hand hands having
        healthy hearing history home illness impairment important includes increased infected infection
        infections inheritance inherited just kidney know known large lead learn least levels like list liver
        local long look low lower lung lymph make making management might mouth my national need normal nose now
        occur out over pain part parts percentage physical possible pressure prevent protect provider public
        radiation recessive reduce registry related resources respiratory result results rough second see seen
        short sick stage state states stay t table take terms them those tissue tissues total travel treat
        treatments tumor tumors two types typically urine us using water where whether while without women
    """,
    300: """
        000 14 4 6 ability able activity addition additional address adults against air alcohol altered always
        among amount anemia animal antibodies appear area areas arteries ask assistance atrophy avoid away
        bacteria become begin best better birth bladder bleeding bones breast breathing call cannot carry case
        causing chance change characterized chest cholesterol chromosome chronic cleaning clinic close commonly
        community complications congenital continue copy counseling current currently day death developing
        diagnose diagnosed diagnostic diet difficult disability doctors don done down drugs due dysplasia ear
        eating effective effects energy enough enzyme especially essential every evidence exam experience
        exposed exposure extra eyes face facial facility factor familial families federal feet females fever few
        finger flow fluid follow foods forms free frequently general given go hair head healthcare helps
        hereditary higher hormone hypoplasia identified immune improve increase infants inflammation inside
        institute instructions intellectual involved its joint keep kidneys legs less level life light likely
        linked lungs made males mask masks medications medicines men mild months movement multiple muscles must
        mutation nasal natural nci neck needed nerve nervous neurological nodes non offer older onset options
        organs own oxygen palliative parents patient pattern percent pets place plan pregnancy present
        prevention primary procedure process production products program progressive protection proteins provide
        providers questions receive recommendations recommended recurrent red reduced rehabilitation remove
        reported research researchers review right role safe same sample school seizures self serious services
        several show side size skeletal sleep smoking so soap social someone speech spinal spreading spreads
        standard stature stop stroke studies supply support surfaces taking talk teeth tested then think three
        too tract treated trial under underlying united unknown until upper urinary uses vaccine vaccines
        various vary very vessels vision visit was wash way ways weakness wear website weight well white within
        work working years yourself
    """,
    150: """
        10 15 20 30 60 8 abdomen abdominal abnormally above acid acquired act actions active activities acute
        administration adult adulthood agency allergies allow allows alpha american amounts antibiotics antibody
        anxiety anyone aplasia appears apply appropriate approved approximately arms artery arthritis ataxia
        attack attacks autoimmune baby becomes begins believe benefits benign beta bile biopsy block bloodstream
        born bowel break breath bridge broad buildup calcium cancers carcinoma cardiac cardiomyopathy caregivers
        catheter cavity center centers central cerebral chain characteristic choose chromosomes clean clear
        cleft clots cognitive cold combination come complete completely complex consider considered copies cord
        coronary cough could country create critical ct cure d daily data date decisions decrease decreased
        defect defects delay delayed deletion dental depending depends described detect determine developmental
        develops diarrhea difficulty digestive directly distal dna dose dry dystrophy ears eat either
        encyclopedia end enlarged enter environmental episodes event everyone excess exercise external fat
        fatigue feeding feel feeling fingers flu followed formation frequent full functions further
        gastrointestinal generally germ germs gets gi give gland glands glucose good greater groups grow growing
        guidelines handling hard he hemoglobin hepatitis hernia hormones hospital hours humans hygiene
        hypertension hypotonia identify ii iii illnesses imaging impact impaired increases individual infancy
        infantile inflammatory injury instead insulin internal intestinal intestine involves iron isolated items
        iv joints key kill laboratory lack last late later leading leads learning left lens lesions leukemia
        lifestyle limb limit limited lining lip live located location longer lymphoma main maintain major makes
        male malignant manner marrow meals medicare medication medicine members mental microcephaly microscope
        middle milk mitochondrial monitor motor movements muscular mutated name narrow nausea near necessary
        needs nerves neuropathy never normally numbers nutrition obesity off office once online open optic oral
        order organ osteoporosis outside page palate parathyroid parent particularly pass past per period
        periods peripheral personal persons pet pictures pituitary plans play please poor positive possibly
        potential practices pregnant prevalence problem procedures produce produced product professional
        professionals prognosis programs properly prostate provided pulmonary quickly range rarely rate ray rays
        re recommend recommends recovery reducing regular relieve remain removed renal report reporting reports
        require required response resulting safety sarcoma scan scoliosis screening search section seek service
        set severity sex shaped she shortness similar since single slow slowly smell sodium soft special species
        spine spleen staff start staying stem steps still stomach stress structure structures substance
        substances sudden sufficient sugar suggest summary supplies sure surface surgical swelling taken
        targeted tell temperature term thin thought threatening throat throughout thyroid times together tools
        transmission transplant treating trouble tube unable unclear urethra valve varies vein viral viruses
        visual vitamin vomiting walking want watch wearing weeks why wide workers world would year yes yet young
    """,
    75: """
        100 11 12 18 21 24 40 800 9 absence absent accepting access account accumulation acids across
        additionally adolescence adrenal affecting again agenesis ages aids allergic allowing almost alone along
        already alzheimers americans amino anesthesia angina answer anterior anti anus anything aortic apparent
        appearance approach arm arrhythmia association asthma atherosclerosis atresia attach attention average
        avoiding aware babies bacterial bag balance bathroom began beginning behavior behavioral biliary
        blindness blockage blocked blocks bodies bodys brachydactyly breakdown breaks breathe bring broken build
        building builds business callosum cancerous carotid carriers carries cartilage cataract celiac
        cerebellar chances chd checked chemical chemicals choice cirrhosis click closed closely clot clotting
        cns collagen collect collection coloboma colon color coming commercial communication companies computer
        concerns cone confirm confirmed confusion connective constipation consult consumers contain containing
        contains contribute controlling coordination corpus correct cost coughing count countries counts course
        cover covering cross cryptorchidism cutaneous cycle cysts damaged deafness decide decision deep
        degeneration dehydrogenase delivery dementia density depend deposits depressed depression detailed
        developed device devices dialysis die difficulties direct disabilities discomfort discuss distance
        distinctive disturbance doesn dogs doses drink drinking duct ducts dye dysarthria dysfunction dysostosis
        dystonia earlier easier easily easy education egg electrical elevated emotional ensure enzymes epilepsy
        esophagus estimated estrogen events eventually everyday exact examination examine excessive expect
        experienced experts fact fast fatal fats fatty fear female fewer fiber fibrosis fight filter finding
        flexible fluids foot forehead foreign formed forming four fractures friends front fruits fully
        functional future g gain gait gas generalized genetics genitalia giving glaucoma glycogen goal going
        government grade gradually grams guaranteed guide gums habits half happen happens hdl headache headaches
        hemolytic hepatic hepatomegaly her here hip hodgkin hold hydrocephalus hypertelorism hypoglycemia
        idiopathic ie ill images immediate immediately immunity impair inability incontinence increasing
        infectious inherit inhibitors injected injuries inner institutes insufficiency insurance intended
        interact intestines involuntary involve involving irregular isn itself jaundice jaw juvenile keeps kinds
        lab larger lasts lch leave leg length lenses let lice limbs limiting links lips liquid literature little
        living lose lost lot machine magnetic mainly maintaining malformation man manage mass material materials
        meal mean measure measures meat medicaid meet melanoma mellitus member membrane memory metabolic
        metabolism metastatic methods microphthalmia million mineral minerals minutes missing mitochondria
        moderate molecules monitoring monoclonal morphology mostly mother move mri myoclonus myopathy n nail
        nearby needle negative neonatal neurons newborns niddk night ninds node notice nuclear nutrients
        nystagmus objects obstruction old ongoing opening option outpatient ovarian ovaries overall overgrowth
        overweight p painful palsy pancreas paralysis paraplegia parkinson partial particles particular passed
        patches pay pectus pelvic pelvis penis perform performed permanent persistent phalanx philtrum phone
        picture piece placed places planning plaque plasma plastic platelets plays pneumonia points polydactyly
        population position potassium premature prepare prescribe prescribed prescription presence preventing
        preventive prevents previously primarily prior private processing producing progress progresses
        progression prolonged prominent proper protective proven proximal ptosis puberty pump put quality
        quarter quit radioactive raise rapid rapidly rash reach reaction reactions read reason reasons received
        receiving recent recently receptor recover rectum reduces reduction refer referred refine regarding
        region regulate regulates release released relief removal removes removing repair repeated replacement
        reproductive requires resistance resonance respond responsible rest retardation retention retina retinal
        retinopathy return ribs rich risks room routine rule run salt samples scans scd scientists sclerosis
        secondary seconds send sense sensitive sensorineural sensory sent separate septal series session
        sessions severely sexual shape share shared shortage showing shown shows signaling signals significant
        site situation skills skull smaller smoke solution soon sound source space spaces sparse spastic
        spasticity specialist specializes specifically sperm sporadic spots stages starting status stenosis step
        stiffness stones stool stopping storage stored stores strabismus strength studied submit suggests sun
        supported supportive supports surgeon survive suspected swallowing syndactyly systemic systems takes
        taste team technician temporarily temporary tend themselves therapies therefore thick things third
        though thrive tiny tips toe toes tomography tone tongue tool tooth touch toward toxic training
        transmitted transplantation transport trauma travels tremor trigger try tubes ultrasound understand
        understanding unless untreated unusual unusually upon urethral urination usual uterus uv v valves
        variety vascular vasculitis ve vegetables veins ventricular vertebral vessel video visiting voice walk
        wall warning washing waste waves weak web week whose widely woman works worldwide worse worsen younger
    """,
}
_OTHERS, _LONG_OTHERS = 10, 3


@cache
def _table() -> dict[str, float]:
    return {word: count / 1e6 for count, words in _PER_MILLION.items() for word in words.split()}


def frequency(token: str) -> float:
    """Return the estimated share of a lower-case token in all tokens."""
    return _table().get(token, (_OTHERS if len(token) < 10 else _LONG_OTHERS) / 1e6)
