"""Units of measure, however a registry writes them: each has one name here, and nothing is converted."""

import re

TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
MICRO = "(?:µ|μ|u|mc)"
NORMAL = "(?: the)? normal(?: range)?"
LIMIT = rf"(?:uln|upper (?:limit|level)(?: of{NORMAL})?|upper normal limit)"
UNITS: tuple[tuple[str, str], ...] = (
    ("year", r"years?(?:[ -]olds?)?|yrs?|y/o"),
    ("month", r"months?|mos?"),
    ("week", r"weeks?|wks?"),
    ("day", r"days?"),
    ("hour", r"hours?|hrs?|h"),
    ("minute", r"minutes?|mins?"),
    ("second", r"seconds?|secs?"),
    ("ms", r"ms(?:ec)?|milliseconds?"),
    ("%", r"%|percent|per cent"),
    ("mL/min/1.73 m²", r"ml/min(?:ute)?/1\.73 ?m ?(?:\^?2|²)"),
    ("mL/min", r"ml ?/ ?min(?:ute)?"),
    ("IU/mL", r"iu ?/ ?ml"),
    ("IU/L", r"iu ?/ ?l"),
    ("U/L", r"u ?/ ?l"),
    ("mg/dL", r"mg ?/ ?dl"),
    ("g/dL", r"g ?/ ?dl"),
    ("g/L", r"g ?/ ?l"),
    ("mg/kg", r"mg ?/ ?kg"),
    ("mg/m²", r"mg ?/ ?m ?(?:\^?2|²)"),
    ("ng/mL", r"ng ?/ ?ml"),
    ("µg/mL", rf"{MICRO}g ?/ ?ml"),
    ("µmol/L", rf"{MICRO}mol ?/ ?l"),
    ("mmol", r"mmol(?! ?/)"),
    ("mmol/L", r"mmol ?/ ?l"),
    ("kg/m²", r"kg ?/ ?m ?(?:\^?2|²)"),
    ("mmHg", r"mm ?hg"),
    ("/µL", rf"/ ?{MICRO}l"),
    ("/mm³", r"/ ?mm ?(?:\^?3|³)"),
    ("kg", r"kgs?|kilograms?"),
    ("pound", r"pounds?|lbs?"),
    ("ounce", r"ounces?"),
    ("inch", r"inch(?:es)?"),
    ("°F", r"° ?f|degrees fahrenheit"),
    ("mg", r"mg|milligrams?"),
    ("µg", rf"{MICRO}g|micrograms?"),
    ("g", r"g|grams?"),
    ("mL", r"ml|millilit(?:er|re)s?"),
    ("L", r"l|lit(?:er|re)s?"),
    ("cm", r"cm|centimet(?:er|re)s?"),
    ("mm", r"mm|millimet(?:er|re)s?"),
    ("m", r"m|met(?:er|re)s?"),
    ("Gy", r"gy"),
    *((f"{of}/m²", rf"{of} ?/ ?(?:sqm|m ?(?:\^?2|²))") for of in ("MBq", "GBq", "mCi")),
    *((of, of) for of in ("MBq", "GBq", "mCi", "cGy")),
    ("°C", r"° ?c|degrees? celsius"),
    ("times the upper limit", rf"(?:(?:x|×|\*|times|fold) ?)?(?:(?:the|institutional|local|laboratory) ){{0,2}}{LIMIT}"),
    ("times the lower limit", rf"(?:(?:x|×|\*|times) ?)?(?:(?:the|institutional) ){{0,2}}(?:lln|lower limit(?: of{NORMAL})?)"),
    ("times", r"(?:fold|times|[x×](?= ?[a-z]{4}))(?! ?(?:a|per|each|every|daily|weekly|days?|weeks?)\b)"),
)
ON_END = "consecutive|successive|straight|full|whole|completed?|more|further|extra|calendar"
"""Words between a number and its unit."""
UNIT = re.compile(
    rf"[ -]?(?:(?:{ON_END}) )?(?:{'|'.join(f'({pattern})' for _, pattern in UNITS)})(?![\w²³/])",
    re.IGNORECASE,
)
RATIO = re.compile(r" ?((?!and/or)(?:IU|U|L|[a-zµμ][A-Za-z]{0,9})/[A-Za-z]{1,10}(?:/[A-Za-z]{1,10})?)(?![\w/])")
"""A unit that the table does not know, such as `copies/mL`, compared as it stands. Names ("2019 ACR/EULAR") are none."""

DAYS_OF_A_KIND = re.compile(r" (?!(?:and|or|to|per|mg|times|of|for|in|on|by|from|with|the|that)\b)[a-z]{4,15} days\b")
"""Days that a word tells from others: "4 migraine days a month"."""
MICROGRAM = re.compile(r"^(?:mc|u|μ)g(?=/)")
POWER = re.compile(
    r" ?[x×*·] ?10 ?(?:(?:\^ ?|\*\*? ?|e ?|\( ?)(?P<plain>\d{1,2})\)?|(?P<raised>[⁰¹²³⁴-⁹]{1,2})|(?P<glued>[369]|12)(?= ?/))"
    r"(?: ?cells)?(?: ?/ ?(?P<of>[a-zµμ]{1,2}[23²³]?)(?!\w))?",
    re.IGNORECASE,
)
"""A power of ten is part of the unit: "1.5 x 10^9/L", and "x 109/L", as registries write it."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


SIGN_AFTER = re.compile(r" ?[a-z][a-z /]{2,40}(?:1\.73[a-z ]{1,20})?[(\[]([^()\[\]]{1,20})[)\]]", re.IGNORECASE)
"""A unit in words with its sign in brackets: "kilograms per square meter (kg/m^2)"."""


def unit_at(text: str, at: int) -> tuple[str, int]:
    """The unit that begins at a place, by its first name, and where it ends; its sign in brackets says more than its words."""
    unit, end = _unit_at(text, at)
    if unit not in TIMES and "per" in text[at : at + 60] and (match := SIGN_AFTER.match(text, at)):
        sign, stop = _unit_at(text, match.start(1))
        if sign and stop == match.end(1):
            return sign, match.end()
    return unit, end


def _unit_at(text: str, at: int) -> tuple[str, int]:
    if (match := UNIT.match(text, at)) and match.lastindex:
        return UNITS[match.lastindex - 1][0], match.end()
    if DAYS_OF_A_KIND.match(text, at):
        return "day", at
    if match := POWER.match(text, at):
        power = (match["plain"] or match["glued"] or match["raised"]).translate(LOWERED).translate(RAISED)
        of = "L" if match["of"] in ("l", "L") else (match["of"] or "").lower()
        return f"10{power}" + (f"/{of}" if of else ""), match.end()
    if match := RATIO.match(text, at):
        return MICROGRAM.sub("µg", match[1].lower()), match.end()
    return "", at
