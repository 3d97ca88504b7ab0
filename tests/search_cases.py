"""What people type, and what they should find first: held by the Python search and by `static/search.js` alike."""

import dataclasses

from explainer.model import Site, Trial
from explainer.record import Passage

STUDY = "/trials/NCT06947473/"

FORGIVING: tuple[tuple[str, str], ...] = (
    # What is typed, and the address of one of the first three things to find.
    ("sjogren", "/glossary/#sjogrens-disease"),
    ("SJÖGREN", "/glossary/#sjogrens-disease"),
    ("Sjögren's", "/glossary/#sjogrens-disease"),
    ("sjogrens", "/glossary/#sjogrens-disease"),
    ("sjorgen", "/glossary/#sjogrens-disease"),
    ("sjogren", STUDY),
    ("lupus nefritis", "/glossary/#lupus-nephritis"),
    ("lupus nefritis", STUDY),
    ("LUPUS NEPHRITIS", STUDY),
    ("lupsu", "/glossary/#lupus"),
    ("imunosuppressant", "/glossary/#immunosuppressant"),
    ("immunosupresants", "/glossary/#immunosuppressant"),
    ("antibodys", "/glossary/#antibody"),
    ("antibodies", "/glossary/#antibody"),
    ("kidny", STUDY),
    ("systemik sclerosis", STUDY),
    ("cart cells cord blood", STUDY),
    ("umbilical-cord blood", STUDY),
    ("nct06947473", STUDY),
    ("GoBroad", STUDY),
    ("beijing", STUDY),
    ("creatinin", "/glossary/#creatinine-clearance"),
    ("phases", "/guides/phases/"),
    ("who pays", "/guides/costs/"),
    ("my rights", "/guides/your-rights/"),
    ("ＬＵＰＵＳ", "/glossary/#lupus"),
)

ASKED = (
    "",
    "?q=lupus+nefritis",
    "?q=sjorgen&age=4&place=beijing&open=yes",
    "?q=zzzzzz&age=six",
    "?q=study&page=2",
    f"?q={'w' * 200}&condition={'系' * 150}",
    "?q=%3F",
)
"""Searches as a browser sends them, for all kinds of answers."""

QUERIES: tuple[dict[str, str], ...] = (
    *({"q": typed} for typed, _ in FORGIVING),
    *(
        {"q": typed}
        for typed in (
            "car t cells for children with lupus",
            "does it hurt",
            "nephro",
            "cancerous",
            "nefrits lupus qqqqq",
            "zzzzzz",
            "???",
            "   ",
            "a",
            "imm",
            "the of and",
            "CD19 cd20",
            "½ Straße",
            "系统性红斑狼疮",
            "مرض الذئبة",
            "волчанка ПОЧЕК",
            "루푸스 신염",
            "हिन्दी ภาษาไทย",
            "<script>alert(1)</script>",
            "(a+)+$ .* [^x]* \\d{1,9} %s {{7*7}}",
            "lupus\u202ekidney\u0000\u200f",
            "x " * 40,
            "y" * 300,
            "a b c d e f g h i j k l m n o p q r s t",
        )
    ),
    {"age": "4"},
    {"age": "70"},
    {"age": "٤"},
    {"age": "４ "},
    {"age": "six", "q": "lupus"},
    {"age": "-4", "q": "lupus"},
    {"age": "131"},
    {"place": "bejing"},
    {"place": "Madrid"},
    {"place": "???"},
    {"place": "beijing", "open": "yes"},
    {"condition": "lupus"},
    {"condition": "knees pain"},
    {"condition": "asthma", "q": "cells"},
    {"open": "yes"},
    {"open": "no", "page": "2"},
    {"open": "maybe", "q": "lupus"},
    {"q": "study", "page": "2"},
    {"q": "study", "page": "99"},
    {"q": "kidney", "age": "4", "place": "china", "open": "no", "condition": "sjögren"},
)


def with_more_studies(site: Site, example: Trial) -> Site:
    """The shipped site with invented studies, one for each thing that a record can say or leave out."""

    def study(id: str, **changed: object) -> Trial:
        known = {"minimum_age": "18 Years", "maximum_age": "65 Years", "status": "RECRUITING", "places": ("Madrid, Spain",)}
        record = dataclasses.replace(
            example.record, id=id, **(known | {"conditions": ("Knee Pain",), "passages": ()} | changed)
        )
        return dataclasses.replace(example, id=id, record=record)

    texts = {
        "EXAMPLE-WIDER": "Aged 12 to 70 years;",
        "EXAMPLE-ONE-SIDE": "Patients aged 18 years or older.",
        "EXAMPLE-ONLY-TEXT": "Age: 30-40.",
    }
    rules = {id: (Passage(id="inclusion-1", part="inclusion", text=text),) for id, text in texts.items()}
    return dataclasses.replace(
        site,
        trials=(
            *site.trials,
            study("EXAMPLE-FULL"),
            study("EXAMPLE-CLOSED", status="COMPLETED", places=("Lima, Peru", "Québec, Canada")),
            study("EXAMPLE-SOON", status="NOT_YET_RECRUITING", minimum_age="6 Months", maximum_age="17 Years"),
            study("EXAMPLE-STATUS-UNKNOWN", status="UNKNOWN"),
            study("EXAMPLE-NO-AGE", minimum_age="", maximum_age=""),
            study("EXAMPLE-OLDER", minimum_age="65 Years", maximum_age=""),
            study("EXAMPLE-NO-PLACE", places=()),
            study("EXAMPLE-NO-CONDITION", conditions=()),
            study("EXAMPLE-WIDER", passages=rules["EXAMPLE-WIDER"]),
            study("EXAMPLE-ONE-SIDE", passages=rules["EXAMPLE-ONE-SIDE"]),
            study("EXAMPLE-ONLY-TEXT", minimum_age="", maximum_age="", passages=rules["EXAMPLE-ONLY-TEXT"]),
        ),
    )
