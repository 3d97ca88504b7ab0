"""Templates as Python: compiled, they run as if somebody had written them out by hand.

At each dot, call and value Jinja asks what it has in hand: an item or an attribute, a function that wants the context, markup
or text. Ours never need to be asked, and that took a third of the time of a page.
"""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from explainer.show.html import escaped, markup
from explainer.store import Store, cache_folder


def environment() -> Environment:
    """Where our templates are: whatever is not markup is escaped, and a name that nobody gave is an error."""
    made = Environment(
        loader=PackageLoader("explainer.show"),
        bytecode_cache=_compiled(),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # (`tojson` writes "<", ">", "&" and "'" otherwise, so that no text ends the script that it stands in.)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.code_generator_class = _Plain
    made.context_class = _Context
    # (To look for each name in one dict after the other takes longer.)
    made.make_globals = lambda given: {**made.globals, **(given or {})}  # type: ignore[assignment, method-assign]
    made.extend(macro=_macro, html=_html)
    return made


class _Names(dict[str, Any]):
    """All that a template may name."""

    def __missing__(self, name: str) -> object:
        return missing


class _Context(Context):
    """A template looks its names up wherever it uses them, in loops each time: so they lie in one place."""

    def __init__(self, environment: Environment, parent: dict[str, Any], *more: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(environment, parent, *more, **named)
        self.vars = _Names(parent)
        self.resolve_or_missing = self.vars.__getitem__  # type: ignore[method-assign, assignment]

    def get_all(self) -> dict[str, Any]:
        return self.vars


class _Plain(CodeGenerator):
    """`a.b` is an attribute and never an item; what is called gets what is written in its brackets, and nothing more."""

    def enter_frame(self, frame: Frame) -> None:
        # What a block makes goes through each block around it: at once, not piece by piece.
        if frame.buffer is None:
            self.buffer(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if frame.rootlevel or frame.block_frame:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        if node.name == "defined" and isinstance(node.node, nodes.Getattr):
            self.write("hasattr(")
            self.visit(node.node.node, frame)
            self.write(f", {node.node.attr!r})")
        else:
            super().visit_Test(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: ARG002, N802
        self.visit(node.node, frame)
        self.write("(")
        for mark, each in (*(("", each) for each in (*node.args, *node.kwargs)), ("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if each:
                self.write(mark)
                self.visit(each, frame)
                self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        self.write(f"environment.macro(macro, {tuple(each.name for each in macro_ref.node.args)!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write("(found if type(found := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(") is Markup else environment.html(found))")


def _html(value: object) -> str:
    return escaped(str(value))


def _macro(make: Callable[..., str], names: tuple[str, ...]) -> Callable[..., Markup]:
    """What is not given to it, it has a default for."""

    def made(*given: object, **named: object) -> Markup:
        if len(given) != len(names):
            given += tuple([named.get(name, missing) for name in names[len(given) :]])
        return markup(make(*given))

    return made


def _compiled() -> FileSystemBytecodeCache | None:
    """To compile the templates takes longer than to make the first page."""
    folder = Store(cache_folder()).folder
    how = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return FileSystemBytecodeCache(str(folder), f"%s-{version('jinja2')}-{how}.template") if folder else None
