"""What the mutation suite changes in a text, and puts in its place."""

import re

NUMBER = re.compile(r"(?<![\w.:^])(?<![A-Za-z]-)(?<!x )\d+(?:\.\d+)?(?![\w:^]|\.\d)")
LINK = re.compile(r"\[([^\]\[!]+)\](?:\[[^\]]*\])?")
QUOTE_LINE = re.compile(r"^> (?!\[!|>)(.*\S.*)$", re.MULTILINE)
UNITS = {"days": "weeks", "weeks": "days", "months": "years", "years": "months", "week": "day", "mg": "g"}
UNITS |= {"mL/min": "mg/dL", "IU/mL": "mg/mL"}
COMPARISONS = {
    "or higher": "or lower",
    "or more": "or less",
    "more than": "less than",
    "≥": "≤",
    ">": "<",
    "<": ">",
    "below": "above",
    "within": "about",
    "at least": "at most",
}
NEGATIONS = {
    r"\bmust not\b": "must",
    r"\b(would|do|does|did|is|are|has|have|had) not\b": r"\1",
    r"\bno one\b": "everyone",
    r"\bcannot\b": "can",
    r"\bno (?=\w)": "some ",
    r"\bwithout\b": "with",
    r"\bnone of\b": "all of",
}
AFFIRMATIONS = {
    r"\b(would|must|can|may) (?!be\b|not\b|need\b)": r"\1 not ",
    r"\b(is|are|was|were|had|has) (?!not\b|no\b)": r"\1 not ",
}
JOININGS = {
    r"\beither or both of\b": "both of",
    r"\b(?:any one|one|any) of (?=these|them)": "all of ",
    r"(?<!or )\b(?:all|both) of(?=\*?\*? (?:these|them))": "any one of",
    r"\b(?:All|Both) of(?=\*?\*? these)": "One of",
    r"\b(?:One|Any one) of(?=\*?\*? these)": "All of",
    r"(?<!you) or (?!your |more|higher|lower|less|older|younger|better)": " and ",
}
CERTAIN = {
    r"\b(?:may|might|could|would) (?=(?:have|be|get|take|come|look|note|count|also|need|see|write|fill|know)\b)": "will "
}
OPPOSITES = {
    r"\bpositive\b": "negative",
    r"\b(H|h)igh\b": "low",
    r"\bsevere\b": "mild",
    r"\bable\b": "unable",
    r"\bnegative\b": "positive",
    r"\blow\b": "high",
}
DATES = {r"\b(January|March|June)\b": "May", r"\b20(\d\d)-(\d\d)-": r"19\1-\2-"}
PATTERNS = (
    ("negation removed", NEGATIONS, {"negation-lost"}),
    ("negation added", AFFIRMATIONS, {"negation-added", "exclusion-turned"}),
    ("and/or turned", JOININGS, {"joining-changed"}),
    ("and turned to or", {r" and ": " or "}, {"joining-changed"}),
    ("may or would to will", CERTAIN, {"will-promised"}),
    ("opposite said", OPPOSITES, {"opposite-said"}),
    ("date changed", DATES, {"number-not-in-record", "number-lost"}),
)
"""A damage that stands for many: what to look for in a line, and what to put there."""
TABLES = (("unit swapped", UNITS, {"unit-changed"}), ("comparison turned", COMPARISONS, {"comparison-changed"}))
NEW = {
    "promise added": (("You qualify for this study.",), {"promise"}),
    "hope word added": (("It is a promising treatment.",), {"promise"}),
    "number invented": (("It takes 97 minutes.",), {"number-not-in-record"}),
    "signed unit edited": (("Ask about this.",), {"sign-off-out-of-date"}),
    "benefit claimed": (
        (
            "The treatment heals your illness.",
            "It is a safe way to live longer.",
            "It keeps the pain away.",
            "This helps most people.",
            "You would feel much stronger and get well.",
            "It slows the disease.",
        ),
        {"benefit-claimed"},
    ),
    "praise added": (
        (
            "It is a gentle way.",
            "This is a welcome new choice.",
            "It is among the strongest ideas.",
            "You are in trusted hands.",
        ),
        {"praise"},
    ),
    "leaving denied": (("You have to stay until the end of the study.", "You cannot leave then."), {"leaving-denied"}),
    "earlier results told": (
        ("Earlier tests showed that it works.", "We know by now that it works."),
        {"result-claimed", "benefit-claimed"},
    ),
    "place promised": (
        ("You are sure of a place.", "This study fits you.", "People like you can join.", "There is a place for you."),
        {"place-promised"},
    ),
    "cause invented": (
        (
            "It is so because winters are cold.",
            "This comes from too much sugar.",
            "It is due to the noise of the road.",
            "This is caused by sleeping too little.",
        ),
        {"cause-invented"},
    ),
    "thing invented": (
        (
            "You get money for the bus.",
            "It is done in a kitchen.",
            "You sleep in a hotel.",
            "It is like a walnut.",
            "You may bring your dog.",
        ),
        {"fact-not-in-record"},
    ),
    "for everybody": (
        ("Everybody has it.", "It is so for all women.", "All people do it.", "It is only for women."),
        {"group-changed"},
    ),
    "order to change a medicine": (
        (
            "Stop taking it now.",
            "Please stop your pills before you come.",
            "You should take less of your medicine.",
            "Lower your dose.",
            "Leave them out.",
            "Use yours twice every day.",
            "Take 8 mg of it.",
            "Ask your doctor to end that treatment.",
            "Crush the tablets.",
            "You should go back to your old tablets.",
            "Drink no milk before the visit.",
        ),
        {"medicine-order"},
    ),
}
"""Sentences that no record gives, and who sees each kind."""
UNKNOWN = {
    "medicine invented": (
        "You take zorvamab.",
        "Zorvamab is a medicine.",
        "You need Calotine.",
        "The tablets hold brenoxitam.",
    ),
    "test invented": (
        "You have an MRI scan.",
        "The doctor does a colonoscopy.",
        "The QX47 test is done.",
        "Spirometry is done.",
    ),
    "place invented": (
        "You would come to Springfield.",
        "The team is in Old Bath.",
        "Come to Saint Mercy Hospital.",
        "Qorveth is near.",
    ),
    "unlisted hope added": ("It is a wonderful treatment.", "It is amazing.", "The results are remarkable.", "It is superb."),
    "jargon added": (
        "The tolerability is assessed.",
        "It is a longitudinal cohort.",
        "The titration is done.",
        "It is idiopathic.",
    ),
}
"""Sentences of which the record knows nothing, and neither does a list of wordings to avoid."""
LISTED = {"part-dropped", "number-lost", "name-lost", "joining-changed"}
CHANGED = {"number-not-in-record", "number-lost", "comparison-changed", "unit-changed"}
TURNED = {
    "Exclusion": (("You may take part even so.", "People like this are welcome."), {"exclusion-turned"}),
    "Inclusion": (("This would rule you out.", "You cannot take part then."), {"inclusion-turned"}),
}
"""What turns the kind of a criterion round, in each list."""
