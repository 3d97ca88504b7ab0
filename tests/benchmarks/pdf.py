"""What a PDF costs once the process that makes it is warm: `python tests/benchmarks/pdf.py`.

Prints seconds of processor time (the best of some rounds), kB and pages: a sheet of ten questions in each language and in two,
and the page of the shipped study. Bounds for a sheet of two pages in Latin letters: 0.3 s and 40 kB.
"""

import sys
import time
from io import BytesIO
from itertools import islice

import pikepdf

from explainer.checks.editions import read_editions
from explainer.pdf.press import Order, make_press
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.show.choice import Choice
from explainer.show.pages import Page, SheetPage, TrialPage, all_pages
from explainer.show.render import Renderer, static_files
from explainer.show.sheet import sheet_parts

ROUNDS = 3
QUESTIONS = 10
SECONDS, KILOBYTES = 0.3, 40


def main() -> None:
    site = load_site(SHIPPED).site
    static = static_files(STATIC)
    renderer = Renderer(read_editions(SHIPPED, site)[0], static)
    styles = {f"/static/{name}": path.read_text(encoding="utf-8") for name, path in static.items() if path.suffix == ".css"}
    press = make_press(styles, "")
    over = False
    for tag, edition in renderer.editions.items():
        pages = all_pages(edition.site)
        whole = next(page for page in pages if isinstance(page, SheetPage))
        part = sheet_parts(edition.site, whole.trial, Choice(audiences=("doctor",)))[0]
        some = tuple(asked.question.id for asked in islice(part.asked, QUESTIONS))
        other = "en" if tag != "en" else "ar"
        for name, page in (
            ("sheet", SheetPage(path=whole.path, trial=whole.trial, choice=Choice(questions=some))),
            (f"sheet, {other}", SheetPage(path=whole.path, trial=whole.trial, choice=Choice(questions=some, second=other))),
            ("study", next(page for page in pages if isinstance(page, TrialPage))),
        ):
            seconds, size, count = measured(renderer, tag, page, press)
            print(f"{tag:8} {name:15} {seconds:6.2f} s {size:7.1f} kB {count:4} pages")
            over |= name == "sheet" and edition.locale.script == "Latn" and (seconds > SECONDS or size > KILOBYTES)
    sys.exit(over)


def measured(renderer: Renderer, tag: str, page: Page, press) -> tuple[float, float, int]:
    locale, banner = renderer.editions[tag].locale, renderer.editions[tag].site.banner
    order = Order(html=renderer.render(page, locale), banner=banner.text, line=banner.line.plain)
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        made = press(order)
        best = min(best, time.process_time() - before)
    return best, len(made) / 1000, len(pikepdf.open(BytesIO(made)).pages)


if __name__ == "__main__":
    main()
