"""More of what `test_faithful_words` tries: a rule, words of a record, faithful words for them, and their twisted twin."""

MEDICINE = "\n\n> [!MEDICINE]\n> Only your doctor and the study team can plan this with you."
LESS = (
    "\n\n> [!UNCLEAR]\n> It is not clear if less than 14 days is meant."
    "\n>\n> - coordinator: How many days must there be? {#less}"
)
TO_TAKE_PART = (
    ("number-not-in-record", "Rash of stage ⅢB - Ⅳ", "A rash of stage 3B to 4 (ⅢB - Ⅳ).", "A rash of stage 3A to 4 (ⅢB - Ⅳ)."),
    ("number-not-in-record", "Rash by RASHCRIT1.1", "A rash by RASHCRIT 1.1.", "A rash by RASHCRIT 1.2 (RASHCRIT1.1)."),
    ("unit-changed", "Itch of 1.5 × baseline", "An itch of 1.5 times that of the start.", "An itch of 1.5 mg."),
    (
        "comparison-changed",
        "Rise of itch to ≥1.5 times that of spring",
        "The itch goes up to 1.5 times that of spring, or more (≥ 1.5 times).",
        "The itch goes up to 1.5 times that of spring.",
    ),
    ("unit-changed", "Rinsing for 5 days/week", "A rinsing on 5 days a week.", "A rinsing on 5 days a month."),
    (
        "number-lost",
        "Itch within 1 month prior to joining",
        "An itch in the month before you join.",
        "An itch in the year before.",
    ),
    ("number-lost", "Rinsing for one week or less", "A rinsing for a week at most.", "A rinsing for a month at most."),
    ("comparison-changed", "Itch watched for 5 years", "Itch is watched over 5 years.", "You had an itch over 5 years."),
    (
        "word-not-everyday",
        "A test of HBs Ag",
        "A test of hepatitis B (“HBs Ag”).",
        "A test of hepatitis C (“HBs Ag”).",
    ),
    ("word-not-everyday", "HB of 9", "Your haemoglobin (HB) is 9.", "Your glycogen (HB) is 9."),
    (
        "word-not-everyday",
        "Ears with anemia",
        "Your ears have anaemia.",
        "Your ears have thalassaemia.",
    ),
    (
        "fact-not-in-record",
        "A tea given NG or IM",
        "The tea is given by a tube (NG), or into a muscle (IM).",
        "The tea is given into an eye (IM).",
    ),
    (
        "count-changed",
        "200 diabetic persons of type 1 or type 2",
        "200 persons with type 1 or type 2 diabetes.",
        "2 diabetic persons.",
    ),
    ("qualifier-lost", "Major itch", "Your main itch.", "Your itch."),
    (
        "negation-lost",
        "Persons use a cream or have a test, and its result must be negative, and they use the cream daily",
        "You use a cream or have a test.\nThe result of the test must be negative.\nYou use the cream every day.",
        "You use a cream or have a test.\nThe result of the test must be good.\nYou use the cream every day.",
    ),
    (
        "negation-added",
        "Sterilized ears",
        "Your ears are made so that they cannot grow (“sterilized”).",
        "Your ears are not sterilized.",
    ),
    (
        "negation-added",
        "End-stage disease of ears",
        "Your ears no longer work (“end-stage disease”).",
        "You have no disease of the ears.",
    ),
    (
        "hedge-lost",
        "Rash presumed to be old, or Itch below that of spring",
        "It is thought that your rash is old. Or your itch is below that of spring.",
        "Your rash is old. Or your itch is below that of spring.",
    ),
    (
        "hedge-lost",
        "Rash seems to come with things like cold tea",
        "It seems that your rash comes with things such as cold tea.",
        "Your rash comes with cold tea.",
    ),
    (
        "hedge-lost",
        "Life expectancy of over 1 year, warm ears",
        "You are expected to live for over 1 year.\nYour ears are warm.",
        "You live for over 1 year.\nYour ears are warm.",
    ),
    (
        "joining-changed",
        "Ears rinsed with things such as tea or milk",
        "Your ears are rinsed with such things.\nThe record names tea and milk.",
        "Your ears are rinsed with tea and milk.",
    ),
    (
        "joining-changed",
        "Go down to 5 drops or up to 9 drops",
        "You go down to 5 drops or up to 9 drops.",
        "You go down to 5 drops, up to 9 drops.",
    ),
    (
        "part-dropped",
        "Stroke, asthma, i.e. an illness of old",
        "You had a stroke, or have asthma. That is an illness of old.",
        "You had a stroke. That is an illness of old.",
    ),
    (
        "time-event-changed",
        "Tests done in the screening, at visit 1 and prior to the first dose",
        "The tests are done at screening, at visit 1 and before the first dose.\nThe team looks at the results of your tests.",
        "The tests are done at screening, at visit 1 and after your operation.",
    ),
    (
        "leaving-denied",
        "Ears with a change and a stable amount of tea",
        "Your ears need to have a change.\nYour amount of tea needs to stay the same, and stable.",
        "You need to stay until the end (a change, a stable amount of tea).",
    ),
    ("negation-added", "Pseudoarthrosis of ears", "Your ears did not grow together.", "Your ears have no pseudoarthrosis."),
    (
        "exception-lost",
        "Rash other than rash produced by tea",
        "A rash that does not come from tea.",
        "A rash that comes from tea.",
    ),
    (
        "comparison-changed",
        "Itch of at least 2.5 SD over that of spring",
        "An itch of 2.5 SD or more over that of spring (“SD”).",
        "An itch of 2.5 SD or less over that of spring (“SD”).",
    ),
    (
        "fact-not-in-record",
        "Cervical spine fusion",
        "Bones of your neck are joined (“fusion”).",
        "Bones of your foot are joined (“fusion”).",
    ),
    (
        "part-dropped",
        "Stroke, asthma, pre-diabetes or epilepsy",
        "You had a stroke, or have asthma, prediabetes or epilepsy.",
        "You had a stroke, or have asthma or epilepsy.",
    ),
    ("word-not-everyday", "Ears with pre-arthrosis", "Your ears have prearthrosis.", "Your ears have preamyloidosis."),
    (
        "comparison-changed",
        "Itch of less than NCI ITCHCRIT grade 2",
        "An itch of less than grade 2 (NCI ITCHCRIT).",
        "An itch of more than grade 2 (NCI ITCHCRIT).",
    ),
    (
        "negation-added",
        "Warm ears, with a washout of 2 weeks from tea",
        f"Your ears are warm. And you were without tea for 2 weeks (“washout”).{MEDICINE}",
        f"Your ears are not warm. And there were 2 weeks (“washout”) from tea.{MEDICINE}",
    ),
    (
        "negation-added",
        "A cap of wool to prevent itch",
        "A cap of wool, so that you do not itch.",
        "You wear no cap of wool, and itch.",
    ),
    (
        "negation-added",
        "Rash of ears with or without wheeze",
        "You have a rash of the ears. You may have a wheeze with it, or be without one.",
        "You have no rash of the ears, with a wheeze.",
    ),
    (
        "negation-added",
        "Dysmorphia of ears",
        "Your ears are not as they should be.",
        "You have no dysmorphia of the ears.",
    ),
    (
        "letter-changed",
        "HCV antibody, active hepatitis B",
        "You have an antibody against hepatitis C (HCV), or active hepatitis B.",
        "You have an antibody against hepatitis A (HCV), or active hepatitis B.",
    ),
    (
        "unit-changed",
        "Sugar of ≥ 11.1mmol, or itch",
        "Your sugar is 11.1 mmol or more, or you itch.",
        "Sugar of 11.1 mg or more, or itch.",
    ),
    (
        "part-dropped",
        "Stroke, uncontrolled asthma or epilepsy",
        "You had a stroke, asthma that is not under control, or epilepsy.",
        "You had a stroke, or epilepsy.",
    ),
    (
        "comparison-changed",
        "Rinsing more than 14 days before the itch",
        f"A rinsing more than 14 days before the itch.{LESS}",
        "A rinsing less than 14 days before the itch.",
    ),
    (
        "joining-changed",
        "Itch such as colds, gastroenteritis, or cramps",
        "You itch.\nIt may come with a cold, a disease of the stomach and gut (gastroenteritis), or cramps.",
        "You itch.\nIt comes with a cold, gastroenteritis and cramps.",
    ),
    (
        "number-not-in-record",
        "Itch with 2hPG of 7 mmol/L",
        "An itch with sugar of 7 mmol/L after 2 hours (2hPG).",
        "An itch with 7 mmol/L after 3 hours (2hPG).",
    ),
    (
        "question-assumes",
        "Rash of ears with asthma",
        "A rash of the ears with asthma.\n\n#### Questions\n\n- coordinator: Does mild asthma count? {#mild}",
        "A rash of the ears with asthma.\n\n#### Questions\n\n- coordinator: Does mild gallbladder pain count? {#mild}",
    ),
    (
        "joining-changed",
        "Itch of at most 25 drops or <45 drops in the presence of a rash",
        "An itch of at most 25 drops.\nIf you have a rash, it is less than 45 drops.",
        "An itch of at most 25 drops, less than 45 drops.\nYou have a rash.",
    ),
)
IN_A_SUMMARY = (
    (
        "joining-changed",
        "It tests whether tea is best chosen by the itch or by the rash.",
        "It tests which of two ways is best.\nOne way is to choose the tea by the itch. The other way is by the rash.",
        "It tests how to choose the tea best: by the itch, by the rash.",
    ),
    (
        "result-claimed",
        "Time to the last day of an itch.",
        "It counts until the last date on which the team knows that you itch.",
        "The team knows that you itch.",
    ),
    (
        "benefit-claimed",
        "The game is designed to improve attention.",
        "The game is made to improve attention.",
        "The game improves attention.",
    ),
    (
        "negation-added",
        "Progression free survival is counted in each group at home, as is the size of ears.",
        "It counts how long people live without a worse rash.",
        "Nobody knows the size of ears.",
    ),
)
