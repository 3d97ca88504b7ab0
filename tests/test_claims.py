"""Claims, moods, orders, causes and groups that the record does not give are found in any form; what it gives is not."""

import pytest
from site_folder import site_folder
from test_rules import summarised, with_rule

from explainer.checks import RULES
from explainer.reading.loader import load_site

CLAIMS = (
    "promise",
    "benefit-claimed",
    "place-promised",
    "will-promised",
    "hedge-lost",
    "result-claimed",
    "may-added",
    "chance-lost",
    "medicine-order",
    "cause-invented",
    "negation-cut",
    "speaker-changed",
    "answer-told",
    "decider-added",
    "leaving-denied",
    "notice-settled",
    "blinding-told-wrongly",
    "now-and-ever-swapped",
    "count-changed",
    "group-changed",
    "opposite-said",
    "choice-exchanged",
    "comparison-swapped",
    "number-exchanged",
    "scale-turned",
    "stage-contradicted",
    "fact-not-in-record",
    "time-not-in-record",
    "joining-changed",
)
EFFICACY = "The study will evaluate the efficacy and safety of the tablets for pain and a rash."
SUMMARY_WORDS = {
    "benefit-claimed": [
        (
            EFFICACY,
            "The tablets work well, and they are safe.",
            "The study wants to find out how well they work, and how safe they are.",
        ),
        (EFFICACY, "The tablets heal the rash.", "The study looks at whether the tablets heal the rash."),
        (EFFICACY, "It keeps the pain away.", "It did not keep the pain away."),
        (EFFICACY, "The study wants to keep the cancer away.", "The study wants to see what the tablets do."),
        (EFFICACY, "It looks at how much better they help.", "It looks at how well they help."),
        (EFFICACY, "It asks how much less pain people have.", "It asks whether people have less pain."),
        ("White cells fight infection.", "White cells fight infections and the cancer.", "White cells fight infections."),
        ("The cream relieves itch and reduces pain.", "The cream cures you.", "The cream eases the pain."),
        (
            "The aim is to compare progression-free survival in cancer.",
            "The study wants to keep the cancer away.",
            "The study compares how long people live before the cancer grows.",
        ),
        ("The aim is to prevent stroke.", "The tablets prevent a stroke.", "The aim is to prevent a stroke."),
        (
            "Staff hypothesize that the cream will improve sleep.",
            "Sleep would improve.",
            "Nobody knows yet whether sleep would improve.",
        ),
        (EFFICACY, "It treats pain.", "It is meant to treat pain."),
        (EFFICACY, "The tablets take the pain away.", "Nobody knows whether the tablets take the pain away."),
        (EFFICACY, "They bring the rash down.", "The study asks if they bring the rash down."),
        (EFFICACY, "People recover faster.", "It asks how long people need to recover."),
        (EFFICACY, "Your skin is protected.", "It asks whether your skin is protected."),
        (EFFICACY, "Most people no longer have a rash.", "It asks how many people no longer have a rash."),
        (EFFICACY, "It is known to help.", "Nobody knows if it is known to help."),
        (EFFICACY, "The tablets are free for you.", "The record does not say whether the tablets are free for you."),
        (EFFICACY, "The tablets cost you nothing.", "It looks at how safe they are."),
        (EFFICACY, "They keep the pain from coming back.", "It asks whether they keep the pain from coming back."),
        (EFFICACY, "They make the pain stop.", "Nobody knows whether they make the pain stop."),
        (EFFICACY, "The pain would be held back.", "It asks whether the pain would be held back."),
        (EFFICACY, "They guard your ears against any harm.", "It asks if they guard your ears against any harm."),
        (EFFICACY, "You would not get ill again.", "It asks if people would not get ill again."),
    ],
    "blinding-told-wrongly": [
        (
            "It is a double-blind study of ears.",
            "Only the study doctors would know what is done to the ears.",
            "Neither you nor the study doctors would know what is done to the ears.",
        ),
        (
            "Ears are randomly put in two groups.",
            "The study team decides which ears are in which group, and not chance.",
            "Chance decides which ears are in which group.",
        ),
    ],
    "result-claimed": [
        (EFFICACY, "The team knows how safe the tablets are.", "The team asks how safe the tablets are."),
        (EFFICACY, "You can expect less pain.", "Nobody knows whether you would have less pain."),
        (EFFICACY, "The study shows how well the tablets work.", "The study looks at how well the tablets work."),
        (EFFICACY, "This trial has confirmed how safe it is.", "This trial is planned to confirm how safe it is."),
    ],
    "place-promised": [
        ("Adults may join.", "Adults will be accepted.", "Adults may be able to take part."),
        ("Adults may join.", "You belong in this study.", "Ask the study team whether you can take part."),
        ("Adults may join.", "If you are an adult, this study is open to you.", "If you can, ask if it is open to you."),
        ("Adults may join.", "If you are an adult, the team will take you in.", "Ask if the team would take you in."),
        ("Adults may join.", "You can then start the treatment.", "Ask if you could then start the treatment."),
        ("Adults may join.", "The team lets you in.", "Ask if the team may let you in."),
    ],
    "will-promised": [
        ("Blood is taken weekly.", "A nurse will take blood every week.", "A nurse would take blood every week."),
        (
            "Blood is taken weekly.",
            "A nurse is going to take blood every week.",
            "You would not know what the blood will be used for.",
        ),
    ],
    "hedge-lost": [
        ("The cream could improve sleep.", "The cream makes sleep better.", "The cream could make sleep better."),
        (
            "The cream may sting and is thought to dry the skin.",
            "The cream stings and dries the skin.",
            "It may sting, and may dry the skin.",
        ),
        (
            "Doctors think that itching may lead to a rash in the winter.",
            "Itching is common.\nIt is one cause of a rash in the winter.",
            "Itching is common.\nDoctors think that it may lead to a rash in the winter.",
        ),
    ],
    "chance-lost": [
        (
            "People are randomized to cream or tablets.",
            "People have cream or tablets.",
            "Chance decides who has cream or tablets.",
        ),
        ("The cream is given.", "Chance decides who has the cream.", "Chance does not decide who has the cream."),
        ("Many people with a rash itch.", "All people with a rash itch.", "Many people with a rash itch."),
    ],
    "cause-invented": [
        (
            "Smokers need more of the cream.",
            "Smokers need more of the cream, because smoke dries the skin.",
            "Smokers need more of the cream.",
        ),
        (
            "It stopped due to low numbers.",
            "It stopped.\nThat is so that people can rest.",
            "It stopped because too few people joined.",
        ),
    ],
}
RULE_WORDS = {
    "decider-added": [
        ("Rash of the ear", "Your own doctor decides if it is a rash.", "The study doctor decides if it is a rash."),
        ("Rash of the ear", "Your family can choose which ear counts.", "You cannot choose which ear counts."),
    ],
    "now-and-ever-swapped": [
        ("Current use of creams", "At some time you used creams.", "You use creams now."),
        ("History of a rash", "You have a rash right now.", "You had a rash."),
    ],
    "leaving-denied": [
        ("Rash for 7 days", "You have a rash for 7 days, and you agree to stay to the end.", "You have a rash for 7 days."),
        ("A rash that cannot wait", "A rash that cannot wait: you have to stay until the end.", "A rash that cannot wait."),
    ],
    "notice-settled": [
        (
            "Rash",
            "You have a rash.\n\n> [!UNCLEAR]\n> It is a red rash.",
            "You have a rash.\n\n> [!UNCLEAR]\n> We cannot tell which rash.",
        ),
        (
            "Rash",
            "You have a rash.\n\n> [!MISSING]\n> All rashes count.",
            "You have a rash.\n\n> [!MISSING]\n> The record does not say which rash.",
        ),
    ],
    "speaker-changed": [
        ("Rash as judged by the investigator", "Your own doctor thinks it is a rash.", "The study doctor thinks it is a rash."),
        ("Rash reported by the patient", "Your family says that you have a rash.", "You say that you have a rash."),
        ("Rash of the ear", "You think that you have a rash of the ear.", "You have a rash of the ear."),
    ],
    "answer-told": [
        ("The answer is no", "You should say “No” to join.", "Your answer must be “No”."),
        ("The answer is yes", "Answer yes.", "Your answer is yes."),
    ],
    "count-changed": [
        ("Itch at night", "You itch at least twice at night.", "You itch at night."),
        ("Itch on both ears", "You itch on half of an ear.", "You itch on each ear, twice."),
    ],
    "cause-invented": [
        ("Itch that came while on the cream", "You itch because of the cream.", "You itch while you use the cream."),
        ("Rash associated with an itch", "Your rash is caused by an itch.", "Your rash goes with an itch."),
        (
            "Rash due to an itch",
            "Your rash is caused by the wind.\nThat is because of food.",
            "Your rash is caused by an itch.",
        ),
    ],
    "hedge-lost": [("Creams may be allowed", "Creams are allowed.", "Creams may be allowed.")],
    "opposite-said": [
        ("Itch in a fasted state", "You itch with a meal.", "You itch before you eat."),
        ("Itch when fasting", "You must eat before it.", "You must not eat before it."),
        ("Rash that progressed on the cream", "The rash got better on the cream.", "The rash got worse on the cream."),
        ("Creams have to end 15 days before", "Creams have to start 15 days before.", "Creams have to end 15 days before."),
        ("Cream that staff tapered", "Staff raised the cream.", "Staff lowered the cream bit by bit."),
        ("Group that is closed", "The group is open.", "The group is closed to new people."),
        ("Unable to lie down", "You are able to lie down.", "You are not able to lie down."),
        ("Known low blood pressure", "You have high blood pressure.", "You have low blood pressure (not high)."),
        ("Hypotension", "You have high blood pressure.", "Your blood pressure is not high enough."),
        ("Chronic pain", "You have sudden pain.", "You have pain that lasts (“chronic pain”)."),
        ("Instability of the neck", "Your neck is stable (“instability”).", "Your neck is not stable (“instability”)."),
    ],
    "choice-exchanged": [
        ("Allogeneic stem cells", "Stem cells: your own cells.", "Stem cells: somebody else’s cells."),
        ("Allogeneic stem cells", "Stem cells from the patient.", "Stem cells of another person."),
        ("Fasting sugar of blood", "Sugar of blood (fasting) when you have eaten.", "Sugar of blood (fasting) before you eat."),
        ("Moderate or severe-level itch", "A mild or severe itch.", "A moderate or severe itch."),
        ("Rash, including itch", "You have a rash.\nOnly these count: an itch.", "You have a rash.\nThese count: an itch."),
        ("Itch associated with a rash", "An itch that is not linked to a rash.", "An itch that is linked to a rash."),
        ("Rash of the hand", "You have a rash of the foot.", "You have a rash of the hand, not of the foot."),
    ],
    "number-exchanged": [
        (
            "Itch with QT interval male ≥ 450 ms, female ≥ 470 ms",
            "The QT interval is 450 ms or more in women, and 470 ms or more in men.",
            "The QT interval is 470 ms or more in women, and 450 ms or more in men.",
        ),
        (
            "The dose to the liver and the kidneys is 15 Gy and 10 Gy, respectively",
            "The dose is 10 Gy for the liver.\nIt is 15 Gy for the kidneys.",
            "The dose is 10 Gy for the kidneys.\nIt is 15 Gy for the liver.",
        ),
        (
            "Zinc 150 mg once a day / iron 125 mg three times a day",
            "One of these:\n\n- zinc 125 mg three times a day\n- iron 150 mg once a day",
            "One of these:\n\n- zinc 150 mg once a day\n- iron 125 mg three times a day",
        ),
    ],
    "comparison-swapped": [
        ("ALT < LLN", "ALT is above the lower limit.", "ALT is not above the lower limit."),
        ("Itch not exceeding the ULN", "It itches over the upper limit.", "It itches below the upper limit."),
        ("LBP greater than ear pain", "Your ear is worse than your lower back.", "Your lower back is worse than your ear."),
        ("Ear larger than the nose", "Your ear is smaller than your nose.", "Your nose is smaller than your ear."),
    ],
    "scale-turned": [
        ("Score of 3: higher scores mean worse pain", "A high score means milder pain.", "A high score means worse pain."),
        ("Score of 3: higher scores mean worse pain", "The lower the score, the worse.", "The lower the score, the better."),
        ("Karnofsky of 90", "On this score (KPS), lower is fitter.", "On this score (KPS), higher is fitter."),
    ],
    "exception-lost": [
        ("Illness other than asthma", "You have an illness, but not a cold.", "You have an illness. Asthma is fine."),
        ("Illness except asthma", "You have an illness. Asthma counts too.", "You have an illness. Asthma does not count."),
    ],
    "qualifier-lost": [
        ("Effective birth control", "You use birth control.", "You use birth control that works."),
        ("High risk of stroke", "You have a risk of stroke.", "You have a high risk of stroke."),
    ],
    "part-dropped": [
        (
            "Care in the North Shore Home, South Bay House, or East Hill Clinic",
            "You have care in one of these:\n\n- North Shore Home\n- East Hill Clinic",
            "You have care in one of these:\n\n- North Shore Home\n- South Bay House\n- East Hill Clinic",
        ),
        (
            "Gastric ulcer, hepatic cirrhosis, or renal colic",
            "You have one of these:\n\n- an ulcer (gastric ulcer)\n- scars (hepatic cirrhosis)",
            "You have one of these:\n\n- an ulcer (gastric ulcer)\n- scars (hepatic cirrhosis)\n- pain (renal colic)",
        ),
        (  # A sentence before the list is no item of it.
            "Any unsuitable history, including hepatic, renal, or urological disease",
            "One is unsuitable.\nAny one of:\n\n- the kidneys (renal)\n- urine (urological)",
            "One is unsuitable.\nAny one of:\n\n- the liver (hepatic)\n- the kidneys (renal)\n- urine (urological)",
        ),
        (  # Examples too, where ours are a list.
            "A factor that affects tablets (such as nausea, vomiting and intestinal obstruction)",
            "Something affects tablets.\nExamples are:\n\n- You have nausea.\n- You vomit.",
            "Something affects tablets.\nExamples are:\n\n- You have nausea.\n- You vomit.\n- Your bowel is blocked.",
        ),
    ],
    "comparison-changed": [
        ("Version 14 or later", "You have version 14 or earlier.", "You have version 14 or newer."),
        ("Score of ears of at least 3", "Your score is low enough: at least 3.", "Your score is high enough: at least 3."),
        ("Itch on ≥ 15 days per month", "An itch on 15 days a month or less.", "An itch on 15 days a month or more."),
        ("Weight at least 40 kg", "Your weight is 40 kg or so.", "Your weight is 40 kg or more."),
        ("Weight at least 41 kg", "Your weight is some 41 kg.", "Your weight is 41 kg or over."),
        ("Weight at least 42 kg", "Your weight is 42 kg, give or take.", "Your weight is not less than 42 kg."),
        (
            "Aged 18 or older",
            "At least 18 years.\nThe highest age is 18 years.",
            "At least 18 years.\nThe lowest age is 18 years.",
        ),
    ],
    "unit-changed": [("Weight over 85 kg", "You weigh over 85 pounds.", "You weigh over 85 kg.")],
    "negation-lost": [
        (
            "Illness except asthma without need of creams, or a rash",
            "You have an illness. These do not count:\n\n- asthma that needs creams\n- a rash",
            "You have an illness. These do not count:\n\n- asthma that needs no creams\n- a rash",
        ),
        ("Women must be non-lactating", "Women: you breastfeed.", "Women: you do not breastfeed."),
    ],
    "negation-added": [
        ("Itch at night", "The record says that you do not itch.", "The record does not say that you itch by day."),
        ("Adequate liver function", "Your liver does not work well enough.", "Your liver must work well enough."),
    ],
    "inclusion-turned": [("Rash", "This rule is not met if you have a rash.", "You have a rash.")],
    "time-order-changed": [
        ("A rash during the study", "A rash after the study.", "A rash during the whole study."),
        (
            "A rash before and after the cream",
            "You have a rash during the cream.",
            "You have a rash before and after the cream.",
        ),
        (
            "A rash prior to any study visit",
            "A rash after the first step of the study.",
            "A rash, and then a visit of the study.",
        ),
        (
            "No rash during treatment or following the treatment",
            "You had no rash before treatment.",
            "You had no rash following the treatment, or in it.",
        ),
    ],
    "fact-not-in-record": [
        ("Platelets of 100 or more", "Red blood cells of 100 or more.", "Platelets of 100 or more."),
        ("Itch at night", "You have a mild itch at night.", "You have an itch at night."),
        ("Allergy", "You have an allergy to walnuts.", "You have an allergy."),
        ("Use of the cream BID", "You use the cream twice a day (BID), with meals.", "You use the cream twice a day (BID)."),
        ("Zorvex", "You have zorvex and a flu.", "You have zorvex.\nThis is a flu."),
        ("Zorvitis", "Your ears are red (zorvitis), as after a flu.", "Your ears are red (zorvitis)."),
        ("Zorvosis", "You have a problem of the liver.", "You have a problem of the ears."),
    ],
    "joining-changed": [
        (
            "Therapy with creams or tablets, including an antibody and a steroid",
            "You had creams or tablets.\nThese include one of these:\n\n- an antibody\n- a steroid",
            "You had creams or tablets.\nThese include both:\n\n- an antibody\n- a steroid",
        ),
        (
            "Redness, itch or pain of the ear",
            "Your ear is red and itches, or it hurts.",
            "Your ear is red, it itches, or it hurts.",
        ),
        ("Pain of the ear", "You itch or have pain of the ear.", "You have pain of the ear."),
        ("Ear/nose pain", "Your ear and your nose hurt.", "Your ear or your nose hurts."),
        (
            "Good cardiac, hepatic and renal function",
            "Your heart, liver or kidneys work well.",
            "Your heart, liver and kidneys work well.",
        ),
    ],
    "time-not-in-record": [
        ("On a list for creams", "You have had or are on a list for creams.", "You are on a list for creams."),
        ("Use at bedtime", "You use it each morning.", "You use it at night."),
    ],
    "may-added": [("A rash", "Perhaps you have a rash.", "You have a rash.")],
    "group-changed": [
        (
            "Women of childbearing potential with a rash",
            "You are a woman with a rash.",
            "You are a woman who could get pregnant, with a rash.",
        ),
        ("A rash", "You have a rash, as most people do.", "You have a rash."),
        ("Cohort B: a rash", "You have a rash.", "In cohort B, you have a rash."),
        (
            "Stable doses of creams (if applicable)",
            "You use stable doses of creams.",
            "If you use creams, the doses are stable.",
        ),
        ("Rash, with a fertile partner", "You have a rash.", "You have a rash, and a partner who can get pregnant."),
        ("A rash", "You are a woman with a rash.", "You have a rash."),
        ("A rash of level 2 in the absence of an itch", "A rash of level 2.", "A rash of level 2, if it does not itch."),
    ],
    "medicine-order": [
        ("Use of cream is permitted", words, "You may go on with the cream.")
        for words in (
            "You should go on with the cream.",
            "Leave it off until you come.",
            "Keep on with these.",
            "Ask for a lower dose.",
            "Swallow the tablets whole.",
            "From now on, use yours twice every day.",
            "Tell your doctor to prescribe another.",
            "Change to another cream.",
            "Eat no salt.",
            "Creams, such as zinc: take less of it.",
        )
    ]
    + [
        ("Cannot apply creams", "You cannot use creams.\nYou can swallow some.", "You cannot use creams."),
    ],
}


def told(folder, files, rule: str) -> set[str]:
    site = load_site(site_folder(folder, files)).site
    return {name for name in {rule, *CLAIMS} if next(RULES[name].check(site), None)}


CASES = [
    (make, rule, *case)
    for make, table in ((summarised, SUMMARY_WORDS), (with_rule, RULE_WORDS))
    for rule, cases in table.items()
    for case in cases
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[3])
def test_only_what_a_record_does_not_give_is_found(tmp_path, case):
    make, rule, quote, bad, good = case
    assert rule in told(tmp_path / "bad", make(quote, bad), rule)
    assert told(tmp_path / "good", make(quote, good), rule) == set()
