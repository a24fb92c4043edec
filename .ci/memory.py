#!/usr/bin/env python3
"""Memory of live searches on the screen, for a long time: `memory.py ESPALIER [MINUTES]`, 60 unless told.

Two programs run side by side, each in a terminal of tmux. One begins the same search again and again
from the home screen, closing it at its end; when it is back at home it must take no more than in the
beginning. The other watches one search that does not end and is recorded as it goes; its tree grows,
so its memory may, by what the tree needs for the events that came. The first third of the time is
warm-up. Prints the figures, and ends with status 1 where memory grew by more.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS_BETWEEN_SAMPLES = 5.0
# An event of MCTS takes 100 to 200 bytes in a tree that is shown: the event, its share of a node, its
# text, what is drawn.
BYTES_PER_EVENT = 300
# The allocator's, which does not give back all that it takes.
SLACK = 4 << 20
PATIENCE = 120.0


class Screen:
    """The program in a terminal of tmux, on a server of its own."""

    def __init__(self, name: str, folder: Path, arguments: list[str]) -> None:
        self.socket = f"espalier-memory-{os.getpid()}-{name}"
        self.environment = {**os.environ, "HOME": str(folder), "TERM": "xterm-256color",
                            "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder / "config"),
                            "XDG_STATE_HOME": str(folder / "state")}
        self.tmux("new-session", "-d", "-x", "120", "-y", "40", "-s", "t", "-c", str(folder), *arguments)
        self.process = int(self.tmux("display-message", "-p", "-t", "t", "#{pane_pid}"))

    def tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self.socket, "-f", "/dev/null", *words]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def wait(self, text: str) -> str:
        """Until the screen shows this; returns all that it shows."""
        end = time.monotonic() + PATIENCE
        while text not in (shown := self.tmux("capture-pane", "-p", "-t", "t")):
            if time.monotonic() > end:
                raise TimeoutError(f"“{text}” is not on the screen:\n{shown}")
            time.sleep(0.1)
        return shown

    def press(self, key: str) -> None:
        self.tmux("send-keys", "-t", "t", key)

    @property
    def memory(self) -> int:
        """Bytes of it in memory."""
        command = ["ps", "-o", "rss=", "-p", str(self.process)]
        return int(subprocess.run(command, check=True, capture_output=True).stdout) << 10

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True)


def megabytes(size: float) -> str:
    return f"{size / (1 << 20):.1f} MB"


class Restarts:
    """The same search, begun again and again; its memory whenever the screen is back at home."""

    def __init__(self, program: str, folder: Path) -> None:
        arguments = ["run", "--until", "tree", "--budget", "3000", "--speed", "0"]
        self.screen = Screen("restarts", folder, [program, *arguments])
        self.samples: list[int] = []

    def step(self) -> None:
        self.screen.wait("Enter starts")
        self.screen.press("Enter")
        self.screen.wait("the budget is used up")
        self.screen.press("q")
        self.screen.wait("Enter starts")
        self.samples.append(self.screen.memory)

    def verdict(self, warm: int) -> tuple[bool, str]:
        """Whether memory stayed what it was after `warm` searches, by medians of a tenth of the rest at either end."""
        rest = self.samples[warm:]
        part = max(1, len(rest) // 10)
        first, last = statistics.median(rest[:part]), statistics.median(rest[-part:])
        return last <= first + SLACK, (f"{len(self.samples)} searches of 3,000 expansions, one after the other: "
                                       f"{megabytes(first)} after {warm + part}, {megabytes(last)} at the end, "
                                       f"{megabytes(max(rest))} at most")


class LongSearch:
    """One search that does not end, recorded; its memory, with the number of its events."""

    def __init__(self, program: str, folder: Path) -> None:
        arguments = ["run", "--problem", "15-puzzle-2", "--strategy", "mcts", "--model", "heuristic", "--until", "tree",
                     "--budget", "1000000000", "--speed", "5", "--record", "long.jsonl.zst"]
        self.screen = Screen("long", folder, [program, *arguments])
        self.samples: list[tuple[int, int]] = []

    def step(self) -> None:
        shown = self.screen.wait("▶ live")
        found = re.search(r"event ([\d,]+)", shown)
        if not found:  # the screen is being drawn
            return
        self.samples.append((int(found[1].replace(",", "")), self.screen.memory))

    def verdict(self, warm: int) -> tuple[bool, str]:
        (first, before), (last, after) = self.samples[warm], self.samples[-1]
        events, growth = last - first, after - before
        return growth <= events * BYTES_PER_EVENT + SLACK, (
            f"one search, recorded: {megabytes(before)} at event {first:,}, {megabytes(after)} at event {last:,}: "
            f"{growth / max(events, 1):.0f} bytes an event")


def main() -> int:
    program = str(Path(sys.argv[1]).resolve())
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    with tempfile.TemporaryDirectory(prefix="espalier-memory-") as name:
        folder = Path(name)
        runs: list[Restarts | LongSearch] = []
        warm: list[int] = []
        try:
            for kind in (Restarts, LongSearch):
                runs.append(kind(program, folder))
            begin = time.monotonic()
            while True:
                sampled = time.monotonic()
                passed = sampled - begin
                if passed > 60 * minutes and warm and all(len(run.samples) > w + 3 for run, w in zip(runs, warm)):
                    break
                for run in runs:
                    run.step()
                if not warm and passed > 20 * minutes and all(run.samples for run in runs):
                    warm = [len(run.samples) - 1 for run in runs]
                time.sleep(max(0.0, SECONDS_BETWEEN_SAMPLES - (time.monotonic() - sampled)))
            verdicts = [run.verdict(begun) for run, begun in zip(runs, warm)]
        finally:
            for run in runs:
                run.screen.close()
    for is_flat, words in verdicts:
        print(("" if is_flat else "FAILED: memory grew: ") + words)
    return 0 if all(is_flat for is_flat, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
