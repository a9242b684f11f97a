#!/usr/bin/env python3
"""Compares the snapshots of samples/ with real Go; see tests/README.md.

    tests/compare_with_go.py [--write] [--repeat N] [--jobs N] [PATTERN ...]

Each sample is built once with real Go (inlining off, so that tracebacks name every function) and the binary is run
directly, so its exit code is the program's own. A PATTERN is a substring of the sample's path. Nothing of the Rust
side is needed. `normalise` below and `normalise` in tests/samples.rs are the same function in two languages.
"""

import argparse
import concurrent.futures
import difflib
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SNAPSHOTS = ROOT / "tests" / "snapshots"
CACHE = pathlib.Path(tempfile.gettempdir()) / f"minigo-go-cache-{os.getuid()}"
TIME_LIMIT = 10.0


def find_go():
    """$GO, else the wrapper next to the checkout, else `go` on the path."""
    if "GO" in os.environ:
        return os.environ["GO"]
    for base in (ROOT.parent, ROOT.parent.parent):
        wrapper = base / "shared" / "tools" / "go"
        if wrapper.exists():
            return str(wrapper)
    return "go"


class Directives:
    """The `// key: value` lines a sample begins with."""

    def __init__(self, text):
        self.args, self.stdin, self.workers, self.nondeterministic = [], "", None, False
        for line in text.split("\n"):
            match = re.fullmatch(r"// (args|stdin|workers): ?(.*)|// (nondeterministic)", line)
            if match is None:
                break
            key, value = match.group(1), match.group(2)
            if key == "args":
                self.args = value.split()
            elif key == "stdin":
                self.stdin = value.replace("\\n", "\n")
            elif key == "workers":
                self.workers = int(value)
            else:
                self.nondeterministic = True


def normalise(stderr):
    """Removes from stderr what differs between two runs, or between two correct implementations."""
    out = []
    lines = stderr.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        # A frame is two lines, the second TAB file:line. Only the program's own frames are kept.
        if re.match(r"\t.*:\d+( \+0x[0-9a-f]+)?$", following) and re.match(r"(created by )?[\w./*()\[\]…·-]+", line):
            if re.match(r"(created by )?main\.", line):
                out.append(re.sub(r"\([^()]*\)$", "(...)", line))
                out.append(re.sub(r" \+0x[0-9a-f]+$", "", following))
            at += 2
            continue
        out.append(line)
        # What the other goroutines were doing at that moment depends on the run.
        if re.match(r"\t?fatal error: (stack overflow|concurrent map |runtime: out of memory|panic while printing)", line):
            out.append("")
            break
        at += 1
    text = "\n".join(out)
    text = re.sub(r"\baddr=0x[0-9a-f]+ pc=0x[0-9a-f]+", "addr=0x? pc=0x?", text)
    text = text.replace(", locked to thread]:", "]:")
    text = re.sub(r"\b0x[0-9a-f]{5,}\b", "0x?", text)
    text = re.sub(r"( is not in std) \(.*\)", r"\1", text)
    return renumber(text)


def renumber(text):
    """Numbers goroutines other than the first 2, 3, … in the order in which they appear."""
    seen = {"1": "1"}

    def number(match):
        fresh = str(len(seen) + 1)
        return match.group(1) + seen.setdefault(match.group(2), fresh)

    return re.sub(r"(\bgoroutine )(\d+)", number, text)


def record(code, stdout, stderr):
    """The text of a snapshot."""
    def section(text):
        return text if text == "" or text.endswith("\n") else text + "⏎\n"

    return f"exit: {code}\n--- stdout\n{section(stdout)}--- stderr\n{section(normalise(stderr))}".rstrip()


class Go:
    """Real Go, with binaries and compile errors cached by content."""

    def __init__(self, command):
        self.command = command
        self.version = subprocess.run([command, "version"], capture_output=True, text=True, check=True).stdout
        CACHE.mkdir(exist_ok=True)

    def run(self, path):
        """The snapshot text real Go gives for the sample at `path`."""
        text = path.read_text()
        relative = str(path.relative_to(ROOT))
        key = hashlib.sha256("\0".join([self.version, str(ROOT), relative, text]).encode()).hexdigest()[:24]
        binary, errors = CACHE / key, CACHE / (key + ".err")
        if not binary.exists() and not errors.exists():
            build = subprocess.run([self.command, "build", "-gcflags=-l", "-o", str(binary), relative],
                                   cwd=ROOT, capture_output=True, text=True)
            if build.returncode != 0:
                errors.write_text(build.stderr)
            elif not os.access(binary, os.X_OK):
                # `go build` makes a library of it; these are the words of `go run`.
                errors.write_text("package command-line-arguments is not a main package\n")
        if errors.exists():
            return record(1, "", errors.read_text())
        directives = Directives(text)
        environment = dict(os.environ, GOTRACEBACK="single")
        try:
            done = subprocess.run([str(binary)] + directives.args, cwd=ROOT, env=environment,
                                  input=directives.stdin.encode(), capture_output=True, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return "killed after 10 s"
        stdout = done.stdout.decode("utf-8", "replace")
        stderr = done.stderr.decode("utf-8", "replace").replace(f"{ROOT}/", "")
        return record(done.returncode, stdout, stderr)


def snapshot_path(sample):
    return SNAPSHOTS / sample.relative_to(SAMPLES).with_suffix(".snap")


def read_snapshot(path):
    """The body of an insta snapshot, or None."""
    if not path.exists():
        return None
    return path.read_text().split("---\n", 2)[2].rstrip()


def compare(go, sample, options):
    """What is wrong with one sample, or an empty text."""
    name = sample.relative_to(ROOT)
    actual = go.run(sample)
    for _ in range(options.repeat - 1):
        again = go.run(sample)
        if again != actual:
            return f"{name}: two runs of real Go differ\n" + difference(actual, again)
    path = snapshot_path(sample)
    if options.write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nsource: tests/samples.rs\n---\n{actual}\n")
        return ""
    expected = read_snapshot(path)
    if expected is None:
        return f"{name}: no snapshot\n"
    if Directives(sample.read_text()).nondeterministic:
        expected, actual = expected.split("\n")[0], actual.split("\n")[0]
    return "" if expected == actual else f"{name}: differs\n" + difference(expected, actual)


def difference(snapshot, actual):
    lines = difflib.unified_diff(snapshot.split("\n"), actual.split("\n"), "snapshot", "real Go", lineterm="")
    return "".join(f"    {line}\n" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="make the snapshots from what real Go prints")
    parser.add_argument("--repeat", type=int, default=1, help="run each sample N times and report differences")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--show", action="store_true", help="print what real Go gives")
    parser.add_argument("pattern", nargs="*")
    options = parser.parse_args()
    go = Go(find_go())
    # Go has no limits to compare with.
    samples = sorted(s for s in SAMPLES.rglob("*.go") if s.relative_to(SAMPLES).parts[0] != "limits")
    if options.pattern:
        samples = [s for s in samples if any(p in str(s.relative_to(ROOT)) for p in options.pattern)]
    if options.show:
        for sample in samples:
            print(f"== {sample.relative_to(ROOT)}\n{go.run(sample)}")
        return 0
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for report in pool.map(lambda sample: compare(go, sample, options), samples):
            if report:
                failures += 1
                print(report, end="", flush=True)
    if not options.pattern:
        for orphan in sorted({s for s in SNAPSHOTS.rglob("*.snap") if s.relative_to(SNAPSHOTS).parts[0] != "limits"} - {snapshot_path(s) for s in samples}):
            failures += 1
            print(f"{orphan.relative_to(ROOT)}: its sample is gone")
    print(f"{len(samples)} samples, {failures} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
