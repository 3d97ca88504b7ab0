"""`explainer new-site`: a site folder to start from."""

from pathlib import Path

import click

from explainer.curate.new_site import make_site


@click.command("new-site")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def new_site(target: Path) -> None:
    """Make the site folder DIR with an invented study to learn from."""
    make_site(target)
    click.echo(f"{target} is ready. Next:")
    click.echo(f"  explainer serve --watch --site {target}   # see it, and see each change")
    click.echo(f"  explainer check --site {target}           # what is wrong with the words")
    click.echo(f"{target / 'content' / 'README.md'} says how to write.")
