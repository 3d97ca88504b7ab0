"""`explainer translate`: catalogs for translators, in gettext's format."""

import sys
from pathlib import Path

import click

from explainer.checks.editions import read_editions
from explainer.cli.forms import as_text
from explainer.cli.options import site_option
from explainer.curate import translate as catalogs
from explainer.finding import counted, in_reading_order
from explainer.language.catalogs import catalog_path
from explainer.language.words import words_path
from explainer.reading.loader import load_site

locales_argument = click.argument("tags", metavar="[LOCALE]...", nargs=-1)


@click.group()
def translate() -> None:
    """Bring the words into other languages, and keep them in step with the original."""


@translate.command()
@site_option
@click.option("-o", "--output", "target", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def extract(root: Path, target: Path) -> None:
    """Write what there is to translate as templates (.pot) into DIR."""
    for path in catalogs.write_templates(load_site(root).site, target):
        click.echo(path)


@translate.command()
@site_option
@click.option("--check", "dry", is_flag=True, help="Change nothing; exit 1 when a catalog is not up to date. For CI.")
@locales_argument
def update(root: Path, tags: tuple[str, ...], dry: bool) -> None:
    """Bring catalogs up to date with the texts. Nothing is guessed.

    Where an original changed, its translation goes: the old ones stand in a comment, for the translator to look at.
    """
    site, locales = load_site(root).site, catalogs.locales_of(root, tags)
    if dry:
        stale = [p for p, text, _ in catalogs.fresh_catalogs(root, site, locales) if not _holds(p, text)]
        for path in stale:
            click.echo(f"{path}: not up to date\n    fix: explainer translate update")
        sys.exit(1 if stale else 0)
    changed, broken = catalogs.update(root, site, locales)
    for path in changed:
        click.echo(path)
    for finding in broken:
        click.echo(as_text(finding), err=True)
    click.echo(f"{len(changed)} catalogs changed{', the broken ones left as they are' if broken else ''}", err=True)
    sys.exit(1 if broken else 0)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text


@translate.command()
@site_option
@locales_argument
def status(root: Path, tags: tuple[str, ...]) -> None:
    """Say how far each language is."""
    site, locales = load_site(root).site, catalogs.locales_of(root, tags)
    click.echo(f"{'':10} {'':16} {'translated':>12} {'to do':>8} {'unsure':>8}")
    left = 0
    for each in catalogs.status(root, site, locales):
        done = f"{each.translated}/{each.total}"
        click.echo(f"{each.locale.tag:10} {each.domain:16} {done:>12} {each.lacking:8} {each.fuzzy:8}")
        left += each.lacking + each.fuzzy
    sys.exit(1 if left else 0)


@translate.command("check")
@site_option
@locales_argument
def check_translations(root: Path, tags: tuple[str, ...]) -> None:
    """Hold each translation against its original, drafts too."""
    locales = catalogs.locales_of(root, tags)
    findings = in_reading_order([*read_editions(root, load_site(root).site, locales)[1]])
    for finding in findings:
        click.echo(as_text(finding))
    click.echo(f"{', '.join(locale.tag for locale in locales) or 'no languages'}: {counted(findings)}", err=True)
    sys.exit(1 if any(finding.severity != "note" for finding in findings) else 0)


@translate.command()
@site_option
@click.argument("tag", metavar="LOCALE")
def add(root: Path, tag: str) -> None:
    """Begin a language by its BCP 47 tag (`pt`, `zh-Hant`), as a draft that readers are not offered yet."""
    locale = catalogs.add_locale(root, tag)
    catalogs.update(root, load_site(root).site, (locale,))
    click.echo(f"{locale.name}: {(root / catalog_path(locale, 'ui')).parent}")
    click.echo(f"How it says numbers, units, limits and noes: {root / words_path(locale)}")
    click.echo("Fill these files in, then `explainer translate check`, and publish it in translations/locales.toml.")
