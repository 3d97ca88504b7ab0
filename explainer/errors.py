"""The few ways in which we truly cannot go on. Problems of content are never raised: they are findings."""


class ExplainerError(Exception):
    """Something that a person has to put right before anything can be done. The text says what, and how."""


class NoSuchSite(ExplainerError):
    """The folder that was named is not a site folder."""


class PageRefused(ExplainerError):
    """A page was rendered that breaks the page contract (see `audit`): it must not reach a reader."""


class TooBusy(ExplainerError):
    """More is asked for at once than is made at once: it can be asked for again."""
