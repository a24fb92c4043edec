#!/usr/bin/env python3
"""Random keys, clicks, pastes and resizes for the whole program, in terminals of its own.

monkey.py ESPALIER [KEYS] [SEED] presses KEYS keys in all, a few thousand a start, on every screen that
the command line opens. A start that ends by a signal or with a status that says nothing, or that does
not end at ctrl-c, is printed with the keys that led to it. Prints the most memory that a start took,
and how long it was at most from the last key to the end.
"""

import fcntl
import os
import pty
import random
import resource
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

KEYS_PER_START = 2500
PATIENCE = 60.0  # seconds, which no key needs
GOOD_STATUSES = {0, 1, 64, 65, 74, 130}

NAMED = [b"\r", b"\x1b", b"\t", b" ", b"\x7f", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F",
         b"\x1b[5~", b"\x1b[6~", b"\x1b[Z", b"\x1bOP", b"\x1b[3~"]
WORDS = [b"N > 3", b"Q", b"seek-percent 50", b"watch V > 0.2", b"theme ", b"export x.svg", b"24", b"(((", b"\xe2\x86\x92 24",
         b"4 5 6 10", b"\xf0\x9f\x8c\xb3", b"\xe5\xad\x97", b"120@", b"50%", b"e\xcc\x81"]
# What ends the program ends a start early: rare. ctrl-z would stop it.
CONTROLS = [bytes([c]) for c in range(1, 27) if c not in (3, 26)]


def resize(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def key(dice: random.Random) -> bytes:
    """One key, click or paste."""
    kind = dice.random()
    if kind < 0.50:
        letter = dice.randrange(33, 127)
        if letter == ord("q") and dice.random() < 0.8:
            letter = ord("n")
        return bytes([letter])
    if kind < 0.75:
        return dice.choice(NAMED)
    if kind < 0.80:
        return dice.choice(CONTROLS)
    if kind < 0.90:
        button = dice.choice([0, 0, 0, 1, 2, 32, 64, 65])
        place = f"{dice.randrange(1, 210)};{dice.randrange(1, 62)}"
        return f"\x1b[<{button};{place}{dice.choice('Mm')}".encode()
    if kind < 0.94:
        return b":" + dice.choice(WORDS) + dice.choice([b"\r", b"\x1b", b"\t\r"])
    if kind < 0.97:
        text = dice.choice(WORDS) * dice.randrange(1, 40)
        return b"\x1b[200~" + text + (b"\nq\n" if dice.random() < 0.5 else b"") + b"\x1b[201~"
    return bytes(dice.randrange(256) for _ in range(dice.randrange(1, 6))).translate(None, b"\x03\x1a\x1c")


class Start:
    """The program in a terminal."""

    def __init__(self, program: list[str], folder: Path, dice: random.Random) -> None:
        self.sent: list[bytes] = []
        self.slowest = 0.0
        self.interrupts = 0
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            home = str(folder)
            os.environ.update(TERM="xterm-256color", HOME=home, XDG_CONFIG_HOME=home + "/config",
                              XDG_STATE_HOME=home + "/state", LC_ALL="C.UTF-8")
            os.execv(program[0], program)
        resize(self.terminal, *dice.choice([(80, 24), (200, 60), (40, 12), (120, 40)]))

    def read(self, quiet: float) -> bool:
        """Reads what is drawn until nothing comes for so long. False when the program has ended."""
        end = time.monotonic() + 0.25
        while time.monotonic() < end:
            ready, _, _ = select.select([self.terminal], [], [], quiet)
            if not ready:
                return True
            try:
                if not os.read(self.terminal, 1 << 16):
                    return False
            except OSError:
                return False
        return True

    def send(self, keys: bytes) -> bool:
        """Writes all of it, reading meanwhile: a program that draws must not wait for one that types."""
        self.sent.append(keys)
        begin = time.monotonic()
        while keys:
            readable, writable, _ = select.select([self.terminal], [self.terminal], [], PATIENCE)
            if not readable and not writable:
                raise TimeoutError
            try:
                if readable and not os.read(self.terminal, 1 << 16):
                    return False
                if writable:
                    keys = keys[os.write(self.terminal, keys[:512]):]
            except OSError:
                return False
            if time.monotonic() - begin > PATIENCE:
                raise TimeoutError
        return True

    def end(self) -> tuple[int, resource.struct_rusage]:
        """Presses ctrl-c, which must end it after all keys before it; its status, and what it took."""
        begin = time.monotonic()
        while True:
            process, status, usage = os.wait4(self.process, os.WNOHANG)
            if process:
                os.close(self.terminal)
                self.slowest = max(self.slowest, time.monotonic() - begin)
                return status, usage
            # Where the terminal is restored, the program ends by itself, and ctrl-c would kill it while it writes.
            restored = termios.tcgetattr(self.terminal)[3] & termios.ISIG
            # Again, should half an escape sequence have taken it.
            if not restored and time.monotonic() - begin > self.interrupts:
                self.interrupts += 1
                self.send(b"\x03")
            self.read(0.01)
            if time.monotonic() - begin > PATIENCE:
                raise TimeoutError


def main() -> int:
    program = str(Path(sys.argv[1]).resolve())
    total = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    samples = sorted(str(path.resolve()) for path in Path("SampleTraces").glob("*.jsonl"))
    screens = [
        [], ["run", "--problem", "maze-2", "--strategy", "mcts", "--model", "heuristic"],
        ["run", "--problem", "4 5 6 10 → 24", "--strategy", "mcts:select=puct", "--budget", "300"],
        ["run", "--problem", "4 5 6 10 → 24", "--strategy", "in-context", "--budget", "40"],
        ["run", "--problem", "15-puzzle-2", "--strategy", "astar", "--model", "heuristic"],
        ["compare", "--problem", "maze-2", "--strategy", "mcts", "--against", "astar", "--model", "heuristic",
         "--speed", "0", "--budget", "200"],
        ["compare", *samples[:2]],
    ] + [["replay", sample] for sample in samples]
    pressed, faults, memory, slowest, starts = 0, 0, 0, 0.0, 0
    while pressed < total:
        dice = random.Random(f"{seed}.{starts}")
        arguments = screens[starts % len(screens)]
        starts += 1
        folder = Path(tempfile.mkdtemp(prefix="espalier-monkey-"))
        start = Start([program, *arguments], folder, dice)
        fault = ""
        try:
            alive = start.read(0.3)
            for _ in range(KEYS_PER_START):
                if not alive or pressed >= total:
                    break
                pressed += 1
                if dice.random() < 0.02:
                    resize(start.terminal, dice.randrange(1, 220), dice.randrange(1, 64))
                alive = start.send(key(dice))
                if alive and dice.random() < 0.2:
                    alive = start.read(0.002)
            status, usage = start.end()
            memory = max(memory, usage.ru_maxrss)
            slowest = max(slowest, start.slowest)
            # When the terminal is restored already, it is the terminal that takes another ctrl-c.
            if os.WIFSIGNALED(status) and not (os.WTERMSIG(status) == signal.SIGINT and start.interrupts > 1):
                fault = f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
            elif os.WIFEXITED(status) and os.WEXITSTATUS(status) not in GOOD_STATUSES:
                fault = f"ended with status {os.WEXITSTATUS(status)}"
        except TimeoutError:
            fault = f"did not answer within {PATIENCE:.0f} s"
            try:
                os.kill(start.process, signal.SIGKILL)
                os.waitpid(start.process, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if fault:
            faults += 1
            print(f"FAILED: start {starts} of seed {seed}, {' '.join(arguments) or 'home'}: {fault}, after",
                  start.sent[-12:])
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{pressed} keys in {starts} starts, {memory / 1024:.0f} MB at most, "
          f"{slowest:.2f} s at most until ctrl-c was obeyed, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
