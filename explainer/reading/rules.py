"""The rules that reading itself holds, of content and of catalogs, each with its manual. Every one is an error.

A manual has the form of a check's docstring. `Problems.add` takes none but these; a test holds that each is used.
"""

from collections.abc import Mapping

RULES_OF_READING: Mapping[str, str] = {
    "banner": """The banner is a title, its text, and one short line under a second heading.

    Bad: `content/banner.md` with two headings below its title.
    Good: `# Confirm with the study team`, a paragraph, then `## Short line` and one sentence.
    """,
    "catalog-broken": """A catalog of translations is whole, and gives each message once, in all plural forms of its language.

    Bad: a `content.po` that is cut short, or gives one message twice.
    Good: the file as `explainer translate update` writes it.
    """,
    "code": """Words hold no code marks.

    Bad: "Your `kidneys` need to work."
    Good: "Your kidneys need to work."
    """,
    "everyday-word": """Under a heading of the everyday words stand only words, parted by commas or spaces.

    Bad: `walk: to go on foot`
    Good: `walk, run, sit`
    """,
    "file-empty": """A file that is there says something.

    Bad: a `glossary.md` with nothing but empty lines.
    Good: the same with a title and a first entry.
    """,
    "file-missing": """The files that pages cannot do without are there.

    Bad: a study's folder without `record.json`.
    Good: the folder with `record.json`, `trial.md`, `summary.md` and `eligibility.md`.
    """,
    "file-name": """File names are UTF-8 text: they become addresses.

    Bad: a guide saved by an old machine as `sant\\xe9.md`.
    Good: `health.md`
    """,
    "file-unreadable": """Every file can be read by whoever runs the check.

    Bad: an `eligibility.md` that only its owner may read, or a folder of that name.
    Good: a file that everybody may read.
    """,
    "header": """The header is a list of `key: value` lines that somebody understands, each once, dates as year-month-day.

    Bad: `written-on: 10 March`
    Good: `written-on: 2026-03-10`
    """,
    "heading-empty": """A heading has words.

    Bad: `###` and nothing beside it.
    Good: `### Your age`
    """,
    "heading-level": """Headings go down one step at a time, from the one title of the file.

    Bad: a second `# Title`, or `### Your age` right under the title.
    Good: `# Title`, then `## Inclusion`, then `### Your age`.
    """,
    "heading-underlined": """A heading begins with `#`: words with a line under them are none.

    Bad: "Your age" with a line of hyphens below it.
    Good: `### Your age`
    """,
    "health-words-line": """A line of the health words gives plain words, a colon, and the words of records that they stand for.

    Bad: `- heart cardi* coronary`
    Good: `- heart: cardi*, coronary`
    """,
    "id": """An id stands at the end of a heading or a question, in small letters, digits and hyphens.

    Bad: `### Your age {#Your Age}`
    Good: `### Your age {#your-age}`
    """,
    "image": """Pages hold no pictures.

    Bad: `![A blood test](photo.jpg)`
    Good: "Blood is taken from a vein in your arm."
    """,
    "link-not-allowed": """A link leads to an https address or to a page of this site.

    Bad: `[their page](http://hospital.example)`
    Good: `[their page](https://hospital.example)`
    """,
    "list-nested": """A list is flat, and each item one paragraph.

    Bad: an item with a list of its own below it.
    Good: two lists, each with a sentence that opens it.
    """,
    "list-unknown": """Eligibility has two lists, and `Rules` in neither; a part of one is named by the record's own heading.

    Bad: `## Who can join`
    Good: `## Inclusion`, `## Inclusion: Cohort A`, or `## Rules`
    """,
    "marks-nested": """Marks stand within marks only a few deep.

    Bad: a word in nine pairs of stars.
    Good: `**a word**`
    """,
    "merge-unfinished": """A file holds no marks of a git merge that somebody has still to finish.

    Bad: `<<<<<<< HEAD` above one text, and `>>>>>>> theirs` below the other.
    Good: the one text that holds.
    """,
    "not-text": """A content file is text.

    Bad: a word processor's file saved as `summary.md`.
    Good: the same words saved as plain text.
    """,
    "not-under-questions": """The questions of a unit stand under their own heading.

    Bad: `- doctor: Why?` right below the plain words.
    Good: `#### Questions`, then `- doctor: Why?`
    """,
    "not-utf-8": """A content file is saved as UTF-8.

    Bad: a file in which an old editor wrote é as one byte.
    Good: the same file saved as UTF-8.
    """,
    "notice-doubled": """A block holds one notice.

    Bad: `> [!UNCLEAR]` and `> [!MEDICINE]` in one run of lines that begin with `>`.
    Good: the two with an empty line between them.
    """,
    "notice-empty": """A notice says in plain words what is wrong.

    Bad: `> [!UNCLEAR]` alone.
    Good: `> [!UNCLEAR]`, then `> The record does not say which formula is used.`
    """,
    "notice-first-line": """The kind of a notice stands alone on its line.

    Bad: `> [!UNCLEAR] Which formula?`
    Good: `> [!UNCLEAR]`, and the words on the next line.
    """,
    "notice-heading": """A notice has no headings.

    Bad: `> ## Kidneys` in a notice.
    Good: a sentence.
    """,
    "notice-unknown": """A notice is of a kind that readers are told about.

    Bad: `> [!WARNING]`
    Good: `> [!UNCLEAR]`
    """,
    "quote-misplaced": """Quotes and notices stand in the units of a study, not in other pages.

    Bad: `> Minimum age: 6 Years` in a guide.
    Good: the same in a unit of `eligibility.md`.
    """,
    "raw-html": """Words hold no HTML.

    Bad: `<b>never</b>`
    Good: `**never**`
    """,
    "record": """`record.json` is the registry's record of this very study, as it came.

    Bad: a record cut short, or that of another study.
    Good: the file that the registry gives, in a folder named after the study's number.
    """,
    "senses-line": """A line of the senses gives names of senses, each with a colon and its words, and `|` between opposites.

    Bad: `- before, prior / after`
    Good: `- before: before, prior | after: after, following`
    """,
    "sign-off-broken": """The file of sign-offs is as `explainer sign` wrote it: else nothing in it counts.

    Bad: a `sign-offs.toml` that is cut short, or in which a name was changed by hand.
    Good: the file as it was written; or without it, all signed again.
    """,
    "term-doubled": """A name leads to one entry of the glossary.

    Bad: two entries that are `also: blood test`.
    Good: the name in one of the two.
    """,
    "term-empty": """An entry of the glossary says what its word means.

    Bad: `## Antibody`, and only the list below it.
    Good: `## Antibody`, and "A protein that marks germs."
    """,
    "term-line": """The list below a meaning holds other names, how the word is said, examples and sources.

    Bad: `- see: immune system`
    Good: `- also: antibodies`
    """,
    "term-source": """An entry of the glossary says where its meaning comes from.

    Bad: an entry without a source.
    Good: `- source: our wording, no source yet`
    """,
    "title-missing": """A file begins with its title.

    Bad: a paragraph, then `# Title`.
    Good: `# Title`, then a paragraph.
    """,
    "trait-unknown": """`when:` names a trait that the software can see in a record.

    Bad: `when: kids`
    Good: `when: children`
    """,
    "trial-folder": """`content/trials` holds a folder a study, and nothing else.

    Bad: `content/trials/NCT00000000.json`
    Good: `content/trials/NCT00000000/record.json`
    """,
    "unit-part": """Below a unit's own heading there are two kinds of part.

    Bad: `#### Background`
    Good: `#### Why it matters`, or `#### Questions`
    """,
    "unit-without-heading": """Each criterion has a heading of its own.

    Bad: a quote and plain words right under `## Inclusion`.
    Good: `### Your kidneys` above them.
    """,
    "waivers": """A waiver is whole: its rule, its place and its reason.

    Bad: a `[[waiver]]` without a reason.
    Good: `rule = "damage-unanswered"`, `passage = "inclusion-4"`, `reason = "We asked the study team."`
    """,
    "who-is-asked": """A question says who is asked.

    Bad: `- Can the test be done again?`
    Good: `- coordinator: Can the test be done again?`
    """,
    "wording-line": """A line of the wordings to avoid says what to write instead.

    Bad: `- subjects`
    Good: `- subjects: people`
    """,
    "words-among-questions": """Where questions are listed, only questions stand.

    Bad: "Ask about costs." under `#### Questions`.
    Good: `- coordinator: Who pays for my travel?`
    """,
    "words-broken": """The table of a language's words has the tables and keys that we know, each with a list of words.

    Bad: `three = "tres"` under `[numbers]`.
    Good: `3 = ["tres"]`.
    """,
    "words-in-quote": """An empty line parts the plain words from the quote above them.

    Bad: `> Aged 18 or older`, and "You are 18 or older." on the very next line.
    Good: the same with an empty line between the two.
    """,
}
