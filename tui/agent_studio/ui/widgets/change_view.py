"""One changed definition in full: its rights first, then new problems, then row by row."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from agent_studio.core.compare import Words
from agent_studio.core.told import GAINS
from agent_studio.store.review import Staging
from agent_studio.ui.reviewing.item import STAGED_SIGNS, ReviewItem
from agent_studio.ui.reviewing.rows import ChangedRow, SameRows
from agent_studio.ui.widgets import rights_text
from agent_studio.ui.widgets.change_list import KINDS, ActionList
from agent_studio.ui.widgets.diagnostic_list import STYLES
from agent_studio.ui.widgets.plain import plain

_SIGNS = {"+": "$added", "−": "$removed", "≠": "$primary"}


class ChangeView(ActionList):
    """Rows that changed can have the cursor; the rest is read."""

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(id=widget_id, classes="panel", markup=False)
        self._item: ReviewItem | None = None
        self._rows: list[ChangedRow | None] = []

    def show(self, item: ReviewItem | None) -> None:
        """Show this definition; the cursor stays on its row."""
        kept = self.chosen.address if self.chosen else ""
        same = item is not None and self._item is not None and item.path == self._item.path
        at = self.highlighted
        self._item, self._rows = item, []
        options = []
        for content, row in _parts(item) if item else ():
            options.append(Option(content, disabled=row is None))
            self._rows.append(row)
        self.set_options(options)
        self.border_title = plain(item.path if item else "")
        addresses = [row.address if row else "" for row in self._rows]
        if same and kept in addresses:
            self.highlighted = addresses.index(kept)
        elif same and at is not None and any(addresses):
            last = max(index for index, address in enumerate(addresses) if address)
            self.highlighted = min(at, last)
        else:
            self.highlighted = None
            self.scroll_home(animate=False)

    @property
    def chosen(self) -> ChangedRow | None:
        """The row under the cursor."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def enter(self) -> None:
        """Put the cursor on the first row, if it is on none."""
        self.focus()
        if self.highlighted is None:
            self.action_first()


def _parts(item: ReviewItem) -> Iterator[tuple[Content, ChangedRow | None]]:
    yield rights_text.headed(item.rights, item.rights_before, item.rights_after), None
    yield _head(item), None
    if item.new or item.gone:
        yield _problems(item), None
    if item.rows.layout_only:
        yield plain("\nOnly the layout differs: blank lines, line ends, quoting or order."), None
    for row in item.rows.rows:
        if isinstance(row, SameRows):
            number = f"{row.count} row{'' if row.count == 1 else 's'}"
            yield plain(f"  ⋯ {number} unchanged", "$faint"), None
        else:
            staged = row.address in item.staged_rows
            yield _changed(row, staged, item.change.staging, row.address in item.widening), row


def _head(item: ReviewItem) -> Content:
    what, style = KINDS[item.letter]
    former = f" from {item.change.former.name}" if item.change.former else ""
    staging = item.change.staging
    return Content.assemble(
        Content.styled(f"{item.letter} ", f"{style} bold"),
        plain(f"{what}{former} · {STAGED_SIGNS[staging]} {staging.value}", "$quiet"),
    )


def _problems(item: ReviewItem) -> Content:
    lines = [
        Content.assemble(
            Content.styled(f"{each.severity.sign} new  ", f"{STYLES[each.severity]} bold"),
            plain(each.message),
            plain(f"  {each.code}", "$quiet"),
        )
        for each in item.new
    ]
    if item.gone:
        lines.append(plain(f"✔ {item.gone} mended", "$text-success"))
    return Content("\n").join(lines)


def _changed(row: ChangedRow, staged: bool, whole: Staging, wider: bool) -> Content:
    sign = STAGED_SIGNS[Staging.YES if staged else Staging.NO]
    state = f"  {sign}" if whole is Staging.PARTLY else ""
    parts = [
        Content.assemble(
            Content.styled(f"{row.sign} ", f"{_SIGNS[row.sign]} bold"),
            plain(row.where, "bold"),
            Content.styled(state, "$mark"),
            Content.styled(f"  {GAINS} gives rights" if wider else "", rights_text.GAIN),
        )
    ]
    if row.inside:
        parts += [plain(f"    {line}") for line in row.inside]
    else:
        if row.before:
            parts.append(_lines("− ", row.before, "$removed", "strike" if row.new else ""))
        if row.after:
            parts.append(_lines("+ ", row.after, "$added", "underline" if row.old else ""))
    return Content("\n").join(parts)


def _lines(sign: str, words: Words, colour: str, mark: str) -> Content:
    """A text with its changed words marked, each line behind the sign of its side."""
    text = Content.assemble(
        *(
            plain(word.text, f"{colour} {mark}".strip() if word.changed else "$quiet")
            for word in words
        )
    )
    edge = Content.styled(f"  {sign}", f"{colour} bold")
    return Content("\n").join(edge + line for line in text.split("\n", allow_blank=True))
