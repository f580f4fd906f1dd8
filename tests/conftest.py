"""What every test stands on: a quiet environment, Hypothesis profiles, the corpus, the pictures."""

from __future__ import annotations

import importlib.metadata
import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation
    from textual.app import App

    from agent_studio.core.compare.meaning import Meaning

ROOT = Path(__file__).parents[1]
SNAPSHOTS = ROOT / "snapshots"

# Textual reads these once, when it is first imported, and each of them changes a picture.
_DISTURBING = re.compile(
    r"NO_COLOR|FORCE_COLOR|CLICOLOR\w*|TEXTUAL_\w+|COLUMNS|LINES|ESCDELAY"
    r"|EDITOR|VISUAL|PAGER|GIT_\w+|XDG_\w+|CLAUDE_\w+|AGENT_STUDIO_(?!(?:CORPUS|CLAUDE)$)\w+"
)
for _name in [name for name in os.environ if _DISTURBING.fullmatch(name)]:
    del os.environ[_name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TZ"] = "UTC"

# A shared machine is slow at odd moments, so time is no reason to fail; benchmarks judge speed.
_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=25, **_QUIET)  # type: ignore[arg-type]  # a dict of mixed settings
settings.register_profile("nightly", max_examples=1000, **_QUIET)  # type: ignore[arg-type]  # as above
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

_HOMES = itertools.count()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: no test reads or writes the settings, states or git of its user."""
    # Counted here: mktemp lists what is there for each new one, of thousands.
    folder = tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = Test Person\n\temail = test@example.org\n"
        "[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n"
        '[core]\n\tautocrlf = false\n[protocol "file"]\n\tallow = always\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    # A folder of a test must never be taken for a part of the repository it happens to lie in.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parents[1]))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-01-02T03:04:05Z")
    return folder


@pytest.fixture(autouse=True)
def words_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the fixture ``model`` rows are found by words alone, whatever is installed."""
    if "model" not in request.fixturenames:
        monkeypatch.setattr("agent_studio.store.meaning.installed", lambda: None)


@pytest.fixture
def model() -> Meaning:
    """The language model of the extra [meaning]; without it, a skip."""
    from agent_studio.store import meaning

    found = meaning.installed()
    if found is None:
        pytest.skip("the extra [meaning] is not installed")
    return found


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real definitions that AGENT_STUDIO_CORPUS names; without it, a skip."""
    folder = Path(os.environ.get("AGENT_STUDIO_CORPUS", ""))
    if "AGENT_STUDIO_CORPUS" not in os.environ or not folder.is_dir():
        pytest.skip("AGENT_STUDIO_CORPUS names no folder of definitions")
    return folder


class ScreenExtension(SingleFileSnapshotExtension):
    """One SVG a picture, at ``snapshots/<test module>/<test>[<name>].svg``."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        """Pictures live beside the tests, not among them: people browse them."""
        return str(SNAPSHOTS / test_location.basename)

    def serialize(self, data: App[object], **_: Any) -> str:
        """The app's screen as it is now, without the random ids that Rich puts in."""
        svg = data.export_screenshot(title=data.title, simplify=True)
        return re.sub(r"\bterminal-\d+-", "terminal-", svg)


class DrawnOnly:
    """Stands in for a picture that cannot be compared here: the screen must still be drawable."""

    drawn = 0

    def __call__(self, **_: object) -> DrawnOnly:
        """Takes the arguments of the real fixture."""
        return self

    def __eq__(self, app: object) -> bool:
        DrawnOnly.drawn += 1
        return "<svg" in app.export_screenshot(simplify=True)  # type: ignore[attr-defined]  # an App

    __hash__ = None  # type: ignore[assignment]  # equal to every screen, so no key of anything


def _drawn_with() -> dict[str, tuple[str, str]]:
    """Of the packages that draw, those whose version is not the locked one: (locked, here).

    Pictures are the same on every Python, but a new Textual or Rich may move a cell.
    """
    lock = ROOT / "requirements.lock"
    if not lock.exists():
        return {}
    locked = dict(
        re.findall(r"^([\w-]+)==([^ ;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    )
    here = {name: importlib.metadata.version(name) for name in ("textual", "rich")}
    return {name: (locked[name], here[name]) for name in here if locked[name] != here[name]}


_OTHER = _drawn_with()


@pytest.fixture
def screen(snapshot: SnapshotAssertion, pytestconfig: pytest.Config) -> object:
    """Compares an app with its picture: ``assert app == screen(name="start")``.

    Pictures belong to the locked versions of Textual and Rich. With others, screens are drawn
    but not compared, and an update is refused, because it would mix two hands in one album.
    """
    if not _OTHER:
        return snapshot.use_extension(ScreenExtension)
    if pytestconfig.getoption("update_snapshots", default=False):
        pytest.fail(f"pictures are drawn with the locked versions, not these: {_OTHER}")
    return DrawnOnly()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says so when pictures were not compared."""
    if DrawnOnly.drawn:
        terminalreporter.write_line(
            f"{DrawnOnly.drawn} pictures drawn but not compared, other versions: {_OTHER}"
        )


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the test runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
