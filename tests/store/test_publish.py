"""Publishing: nothing but what was shown is written, all of it or none, and it can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_studio.core.dialects import CLAUDE_CODE
from agent_studio.core.document import parse
from agent_studio.store import atomic, backups, publish
from agent_studio.store.atomic import look
from agent_studio.store.errors import ChangedOnDisk, StoreError
from agent_studio.store.publish import Original, Plan, Rewrite
from gitrepo import agent

RESULT = "---\nname: both\ndescription: 'Does: both'\ntools: [Read, Bash]\n---\n\nYou do both.\n"
FIELDS = {"name": "both", "description": "Does: both", "tools": ["Read", "Bash"]}


@pytest.fixture
def plan(tmp_path):
    """Two originals merged into a new file in a new folder, a third definition renamed in."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(agent(name))
    originals = [
        Original(tmp_path / f"{name}.md", look(tmp_path / f"{name}.md"), remove=True)
        for name in ("one", "two")
    ]
    third = tmp_path / "three.md"
    rewrite = Rewrite(third, look(third), b"rewritten")
    target = tmp_path / "new" / "both.md"
    return Plan(target, RESULT.encode(), None, tuple(originals), (rewrite,))


def tree(folder):
    """Every file and folder below, with what it holds and how it may be used."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else None, path.stat().st_mode,
        )
        for path in folder.rglob("*")
    }  # fmt: skip


def publish_it(plan, fields=FIELDS, **wanted):
    return publish.publish(plan, fields, **wanted)


def test_everything_is_done_and_one_command_undoes_it(plan, tmp_path):
    before = tree(tmp_path)
    done = publish_it(plan, expected_body="\nYou do both.\n", dialect=CLAUDE_CODE)
    assert tree(tmp_path).keys() == {"new", "new/both.md", "three.md"}
    assert plan.target.read_bytes() == RESULT.encode()
    assert (tmp_path / "three.md").read_bytes() == b"rewritten"
    assert {path.name for path in done.removed} == {"one.md", "two.md"}
    assert done.stamp == look(plan.target)
    backups.restore(done.backup_id)
    assert tree(tmp_path) == before


def test_what_is_unfinished_is_written_with_its_conflicts(tmp_path):
    text = "---\n<<<<<<< ours\nname: a\n=======\nname: b\n>>>>>>> theirs\n---\n"
    target = tmp_path / "a.md"
    with pytest.raises(StoreError, match="nothing was written"):
        publish_it(Plan(target, text.encode()), {"name": "a"})
    done = publish_it(Plan(target, text.encode()), None, unfinished=True)
    assert target.read_text() == text
    backups.restore(done.backup_id)
    assert not target.exists()


def test_the_target_may_be_one_of_the_originals(plan, tmp_path):
    one = tmp_path / "one.md"
    into_one = Plan(one, RESULT.encode(), look(one), plan.originals)
    before = tree(tmp_path)
    done = publish_it(into_one)
    assert one.read_bytes() == RESULT.encode()
    assert done.removed == (tmp_path / "two.md",)
    backups.restore(done.backup_id)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({**FIELDS, "name": "other"}, "reads 'name' otherwise"),
        ({**FIELDS, "model": "opus"}, "does not find 'model'"),
        ({"name": "both"}, "finds 'description', which was not shown"),
        ({**FIELDS, "tools": ("Read", "Bash")}, "reads 'tools' otherwise"),
        (None, "would not be read as shown"),
    ],
)
def test_what_does_not_mean_what_was_shown_is_not_written(plan, tmp_path, fields, words):
    before = tree(tmp_path)
    with pytest.raises(StoreError, match=words):
        publish_it(plan, fields)
    with pytest.raises(StoreError, match="the body would not be read as shown"):
        publish_it(plan, expected_body="You do both.\n")
    assert tree(tmp_path) == before
    assert backups.list_backups() == ()


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        ("---\nname: a: b\n---\n", {"name": "a: b"}, "is not valid YAML"),
        ("---\nname: a\n---\n", {"name": "a"}, "Claude Code would not load the result"),
        ("---\nx: 1\n---\n", {"x": True}, "reads 'x' otherwise"),
        ("---\nx: 1\n---\n", {"x": 1.0}, "reads 'x' otherwise"),
    ],
)
def test_readers_disagree(plan, text, fields, words):
    with pytest.raises(StoreError, match=words):
        publish_it(Plan(plan.target, text.encode()), fields, dialect=CLAUDE_CODE)
    assert not plan.target.exists()


@pytest.mark.parametrize(
    "value",
    ["yes", "2025-08-10", "12:30:00", "1_000", "~", "0o17", "017", "0x1F", "-1e3", ".inf", ".NaN",
     "[a, {b: c}]", "'on'", "{1: x, yes: y}", "|\n  a\n  b", "<<"],
)  # fmt: skip
def test_the_readers_agree_on_yaml_as_it_is_since_version_1_2(plan, value):
    text = f"---\nname: a\ndescription: b\nx: {value}\n---\n"
    fields = parse(text).front.value
    publish_it(Plan(plan.target, text.encode()), fields)
    assert plan.target.read_text() == text


@pytest.mark.parametrize("which", ["one.md", "three.md", "new/both.md"])
def test_a_file_that_changed_meanwhile_stops_everything(plan, tmp_path, which):
    path = tmp_path / which
    path.parent.mkdir(exist_ok=True)
    path.write_text("meanwhile")
    before = tree(tmp_path)
    with pytest.raises(ChangedOnDisk, match="nothing was written"):
        publish_it(plan)
    assert tree(tmp_path) == before


def test_two_steps_on_one_file_are_refused(plan, tmp_path):
    before = tree(tmp_path)
    one = plan.originals[0]
    (tmp_path / "link.md").symlink_to("three.md")
    again = Rewrite(tmp_path / "link.md", plan.rewrites[0].stamp, b"x")
    for rewrites in ((Rewrite(one.path, one.stamp, b"x"),), (*plan.rewrites, again)):
        twice = Plan(plan.target, plan.data, None, plan.originals, rewrites)
        with pytest.raises(StoreError, match="written or removed twice"):
            publish_it(twice)
    (tmp_path / "link.md").unlink()
    assert tree(tmp_path) == before


def fail_at(monkeypatch, step, error):
    """Let the ``step``-th change to a file outside the store's own folders fail."""
    count = iter(range(100))
    for name in ("write", "remove"):
        real = getattr(atomic, name)

        def maybe(*arguments, real=real, **wanted):
            if next(count) == step:
                raise error
            return real(*arguments, **wanted)

        monkeypatch.setattr(publish, name, maybe)


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize(
    "error", [StoreError("cannot write x: the disk is full"), KeyboardInterrupt()]
)
def test_a_step_that_fails_takes_the_others_back(plan, tmp_path, monkeypatch, step, error):
    before = tree(tmp_path)
    fail_at(monkeypatch, step, error)
    with pytest.raises(type(error)):
        publish_it(plan)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("which", ["three.md", "two.md"])
def test_what_somebody_writes_at_the_last_moment_is_not_run_over(
    plan, tmp_path, monkeypatch, which
):
    before = tree(tmp_path)
    real = publish.write

    def write(path, *arguments):
        if path == plan.target:
            (tmp_path / which).write_text("at the last moment")
        return real(path, *arguments)

    monkeypatch.setattr(publish, "write", write)
    with pytest.raises(ChangedOnDisk, match="was changed meanwhile"):
        publish_it(plan)
    after = tree(tmp_path)
    assert after.pop(which)[0] == b"at the last moment"
    del before[which]
    assert after == before


@pytest.mark.parametrize("step", range(4))
def test_a_crash_between_two_steps_is_mended_by_restoring(plan, tmp_path, monkeypatch, step):
    before = tree(tmp_path)
    fail_at(monkeypatch, step, RuntimeError("power cut"))
    monkeypatch.setattr(publish, "_roll_back", lambda *_: None)
    with pytest.raises(RuntimeError):
        publish_it(plan)
    (backup,) = backups.list_backups()
    backups.restore(backup.id)
    assert tree(tmp_path) == before


def test_putting_back_that_fails_names_the_backup(plan, monkeypatch):
    fail_at(monkeypatch, 1, StoreError("the disk is full"))

    def refuse(*_, **__):
        raise StoreError("still full")

    monkeypatch.setattr(backups, "put_back", refuse)
    with pytest.raises(StoreError, match=r"agent-studio restore \d{8}-\d{6}-[0-9a-f]{6}"):
        publish_it(plan)


@given(
    st.lists(st.tuples(st.sampled_from(["keep", "remove", "rewrite"]), st.binary(max_size=40)),
             max_size=4),
    st.sampled_from([None, b"what was there"]),
)  # fmt: skip
def test_publish_then_restore_gives_the_former_tree(tmp_path_factory, others, replaced):
    folder = tmp_path_factory.mktemp("p")
    target = folder / "deep" / "both.md"
    if replaced is not None:
        target.parent.mkdir()
        target.write_bytes(replaced)
    originals, rewrites = [], []
    for index, (what, data) in enumerate(others):
        path = folder / f"{index}.md"
        path.write_bytes(data)
        if what == "rewrite":
            rewrites.append(Rewrite(path, look(path), b"new"))
        else:
            originals.append(Original(path, look(path), remove=what == "remove"))
    before = tree(folder)
    plan = Plan(target, RESULT.encode(), look(target), tuple(originals), tuple(rewrites))
    done = publish_it(plan)
    assert tree(folder) != before
    backups.restore(done.backup_id)
    assert tree(folder) == before
