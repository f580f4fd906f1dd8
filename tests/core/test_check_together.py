"""Hints of one rule are told together, everything else by itself and in its order."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.check.model import Diagnostic, Edit, Fix, Severity
from agent_studio.core.check.together import told_together
from agent_studio.core.text import Span

_FIX = Fix("Mend it", (Edit(Span(0, 1), ""),))


def _found(at: int, code: str, severity: Severity = Severity.HINT, fix: Fix | None = None):
    return Diagnostic(code, severity, "why", Span(at, at + 1), fix=fix)


def test_hints_of_one_rule_stand_at_the_first_of_them():
    one, grave, two, other = (
        _found(0, "X1"), _found(1, "X1", Severity.WARNING), _found(2, "X1"), _found(3, "X2"),
    )  # fmt: skip
    assert list(told_together([one, grave, two, other])) == [(one, two), (grave,), (other,)]


def test_what_has_a_fix_stays_alone():
    one, two = _found(0, "X1", fix=_FIX), _found(1, "X1", fix=_FIX)
    assert list(told_together([one, two])) == [(one,), (two,)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["X1", "X2"]), st.sampled_from(Severity), st.sampled_from([None, _FIX])
        )
    )
)
def test_nothing_is_lost_and_nothing_told_twice(kinds):
    found = [_found(at, *kind) for at, kind in enumerate(kinds)]
    told = list(told_together(found))
    assert sorted(chain(*told), key=lambda each: each.span) == found
    firsts = [group[0].span for group in told]
    assert firsts == sorted(firsts)
