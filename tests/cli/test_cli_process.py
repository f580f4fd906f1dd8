"""The command as a process: pipes that break, Ctrl-C, terminals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

COMMAND = [sys.executable, "-m", "agent_studio"]
EVIL = "---\nname: a\ndescription: b \x1b]52;c;aGk=\x07 \u202e [red]x[/red]\n---\n\nDo it.\n"


def test_a_reader_that_goes_away_is_no_error():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "completion", "bash"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.fixture
def interruptible():
    """Whoever runs the tests in the background has them, and their children, ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_quiet(interruptible):
    running = subprocess.Popen(
        [*COMMAND, "show", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin
    assert running.stdout
    assert running.stderr
    # More than a pipe holds: once it is written, the command is there and reads.
    running.stdin.write(b"x" * (1 << 20))
    running.stdin.flush()
    for _ in range(200):
        # Python misses a signal that comes just before it starts to wait, as people do.
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.1)
            break
    out, err = running.stdout.read(), running.stderr.read()
    assert (running.returncode, out, err) == (130, b"", b"")


def test_what_a_pipe_brings_is_read_like_standard_input(in_folder):
    text = "---\nname: a\ndescription: Does a: and b\n---\n\nYou do a.\n"
    (in_folder / "a.md").write_text(text, encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        read, write = os.pipe()
        os.write(write, text.encode())
        os.close(write)
        words = (*words, f"/dev/fd/{read}")
        command = [sys.executable, "-m", "agent_studio", *words]
        done = subprocess.run(
            command, pass_fds=[read], capture_output=True, text=True, check=False, timeout=60
        )
        os.close(read)
        return done

    assert (run("diff", "a.md").returncode, run("check").returncode) == (0, 0)
    mended = run("check", "--fix")
    assert 'description: "Does a: and b"' in mended.stdout
    assert "mended" in mended.stderr


def in_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What a terminal of the usual size receives."""
    leader, follower = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", "FORCE_HYPERLINK": "0"}
    variables |= environment
    running = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=variables,
    )
    os.close(follower)
    received = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not part:
            break
        received += part
    os.close(leader)
    running.wait(timeout=20)
    return received.decode()


@pytest.fixture
def evil(in_folder):
    (in_folder / "evil.md").write_text(EVIL, encoding="utf-8")
    (in_folder / "other.md").write_text(EVIL.replace("b ", "c "), encoding="utf-8")
    return in_folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "evil.md"],
        ["check", "evil.md"],
        ["diff", "evil.md", "other.md"],
        ["merge", "evil.md"],
        ["merge", "evil.md", "other.md"],
        ["evil.md"],
    ],
    ids=lambda words: words[0],
)
def test_nothing_of_a_file_acts_on_a_terminal(evil, arguments):
    received = in_terminal(arguments, {})
    assert "\x1b]" not in received
    assert "\x07" not in received
    assert "\u202e" not in received
    if arguments[0] in ("show", "diff", "merge"):
        assert "[red]x[/red]" in received


def test_colour_is_for_terminals_that_want_it(evil):
    assert "\x1b[" in in_terminal(["show", "evil.md"], {})
    assert "\x1b[" not in in_terminal(["show", "evil.md"], {"NO_COLOR": "1"})
    assert "\x1b[" not in in_terminal(["show", "evil.md", "--color", "never"], {})
    assert "\x1b[" in in_terminal(["show", "evil.md", "--color", "always"], {"NO_COLOR": "1"})
