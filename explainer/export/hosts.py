"""What a host of files has to be told: the headers of each kind of answer, as `_headers` and as a piece for nginx.

Both are made from the same list of files as the export, and from the one header table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from explainer.headers import ALWAYS, BEHIND_TLS, Kind, headers_of
from explainer.show.files import File
from explainer.show.render import Renderer


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What a host of static sites allows, where its documentation says so; 0: it names no limit.

    `size` is in bytes, `line` in letters of its file of headers.
    """

    name: str
    files: int = 0
    size: int = 0
    rules: int = 0
    line: int = 0


HOSTS = (
    Host(name="Cloudflare Pages, free plan", files=20_000, rules=100, line=2000),
    Host(name="GitHub Pages", size=10**9),
    Host(name="GitLab Pages", files=200_000, size=10**9),
)
"""As documented by each in 2026."""


def too_large_for(files: int, size: int, rules: str) -> Iterator[str]:
    """Each host that does not take a site of so many files and bytes, or its file of headers, and why."""
    lines = rules.splitlines()
    for host in HOSTS:
        for what, found, most in (
            ("files", files, host.files),
            ("bytes", size, host.size),
            ("header rules", sum(line.startswith("/") for line in lines), host.rules),
            ("letters in a header", max(map(len, lines)), host.line),
        ):
            if most and found > most:
                yield f"{host.name} takes {most:,} {what}, and this export has {found:,}"


def one_of_each(files: Iterable[File], renderer: Renderer) -> tuple[File, ...]:
    """The first file of each form of address and kind of answer, which are few, and all of those that never change."""
    found: dict[tuple[str, str, str], File] = {}
    for file in files:
        form = file.path if file.headers == "file" else _form(file, renderer)
        found.setdefault((form, file.headers, file.type), file)
    return tuple(found.values())


def headers_file(files: Iterable[File], renderer: Renderer) -> str:
    """`_headers` as Netlify and Cloudflare Pages read it.

    Where two rules hold for an address, both hosts join their values with a comma. So no header is in two rules that do: one
    rule has what every answer says, and one for each form of address the rest.
    """
    base = renderer.addresses.base.rstrip("/")
    always = {name: value for name, value in _headers_of("page", renderer).items() if name in (*ALWAYS, *BEHIND_TLS)}
    rules = {f"{base}/*": always}
    for file in files:
        own = {name: value for name, value in _headers(file, renderer).items() if name not in always}
        if file.headers == "file":  # Of any kind of file, which hosts tell by its name.
            own.pop("Content-Type")
        rules.setdefault(base + _form(file, renderer), own)
    return "".join(
        f"{form}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items()) for form, headers in rules.items()
    )


def _headers(file: File, renderer: Renderer) -> dict[str, str]:
    return _headers_of(file.headers, renderer) | {"Content-Type": file.type}


def _headers_of(kind: Kind, renderer: Renderer) -> dict[str, str]:
    settings = renderer.site.settings
    return headers_of(kind, settings.may_embed) | (BEHIND_TLS if settings.public_address.startswith("https:") else {})


def _form(file: File, renderer: Renderer) -> str:
    """The address with a placeholder for the language, the study, and the names of files that never change."""
    if file.headers == "file":
        return "/static/*"
    parts = file.path.split("/")
    if parts[1] in renderer.editions:
        parts[1] = ":language"
    if file.trial:
        parts = [":study" if part.split(".")[0] == file.trial else part for part in parts]
    return "/".join(parts)


def nginx_fragment(files: Iterable[File], renderer: Renderer, target: Path) -> str:
    """What to include in a `server` of nginx: an address is answered with the headers that our own server gives it.

    An address of no known form gets a page's headers, so that a page added later is guarded before nginx reads this again.
    """
    base = renderer.addresses.base
    forms: dict[tuple[tuple[str, str], ...], dict[str, None]] = {}
    types: dict[str, set[str]] = {}
    for file in files:
        if file.headers == "file":
            types.setdefault(file.type, set()).add(file.path.rpartition(".")[2])
        elif file.headers != "page":
            forms.setdefault(tuple(_headers(file, renderer).items()), {})[_pattern(_form(file, renderer))] = None
    kinds = "".join(f" {kind} {' '.join(sorted(names))};" for kind, names in sorted(types.items()))
    locations = [
        _location(f"^{base}static/", _headers_of("file", renderer), f"types {{{kinds} }}"),
        *(_location(f"^{base}(?:{'|'.join(found)})$", dict(headers)) for headers, found in forms.items()),
        _location(
            f"^{base}(?<language>{'|'.join(map(re.escape, renderer.editions))})/",
            _headers_of("page", renderer),
            f"error_page 403 404 =404 {base}$language/404.html;",
        ),
    ]
    below = WITHOUT_SLASH.format(address=base.rstrip("/")) if base != "/" else ""
    return NGINX.format(
        base=base,
        folder=Path(target).absolute(),
        root=_inside(_headers_of("page", renderer)),
        locations="\n".join(locations),
        first=f"{base}404.html",
        below=below,
    )


NGINX = """\
# Written by `explainer export`. In a `server` of nginx:  include {folder}/nginx.conf;
# After an export that brought new kinds of address:       nginx -s reload
{below}location ^~ {base} {{
    alias {folder}/;
    index index.html;
    gzip_static on;
    absolute_redirect off;
    # An address names somebody's illness.
    access_log off;
    log_not_found off;
    # Where a folder has no page of its own, nginx would say 403.
    error_page 403 404 =404 {first};
{root}
    location ~ "^{base}(?:_headers|nginx\\.conf)$" {{
        internal;
    }}
{locations}
}}
"""

WITHOUT_SLASH = """\
location = {address} {{
    absolute_redirect off;
    access_log off;
    return 301 {address}/;
}}
"""


def _location(pattern: str, headers: Mapping[str, str], more: str = "") -> str:
    inside = _inside(headers)
    return (
        f'    location ~ "{pattern}" {{\n'
        + "".join(f"    {line}\n" for line in [*([f"    {more}"] if more else []), *inside.splitlines()])
        + "    }"
    )


def _inside(headers: Mapping[str, str]) -> str:
    """The directives for headers; nginx tells the type by `default_type` where it is left no other way."""
    kind = headers.get("Content-Type")
    lines = [f'types {{ }} default_type "{kind}";'] if kind else []
    lines += [f'add_header {name} "{value}" always;' for name, value in headers.items() if name != "Content-Type"]
    return "\n".join(f"    {line}" for line in lines)


def _pattern(form: str) -> str:
    """A form of address as nginx matches it; a folder is looked at as its index."""
    pattern = "/".join("[^/]+" if part.startswith(":") else re.escape(part) for part in form.lstrip("/").split("/"))
    return f"{pattern}(?:index\\.html)?" if pattern.endswith("/") else pattern
