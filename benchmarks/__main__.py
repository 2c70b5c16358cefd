"""`python -m benchmarks`: one table of ratios, and the memory of streaming 1 GB."""

from __future__ import annotations

import argparse
import platform

from benchmarks.memory import STREAMS, peak_megabytes
from benchmarks.speed import measure_corpus


def main() -> None:
    """Run the benchmarks and print one Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a few traces: does it run at all?")
    smoke = parser.parse_args().smoke
    traces, rounds = (20, 1) if smoke else (300, 15)
    print(f"Python {platform.python_version()} on {platform.machine()}, CPU time, medians\n")
    print("| corpus | stage | us/trace | x orjson.loads |")
    print("|---|---|---:|---:|")
    for name in ("30 KB", "8 KB", "OTLP 42 KB"):
        for row in measure_corpus(name, traces=traces, rounds=rounds):
            print(f"| {row.corpus} | {row.stage} | {row.microseconds:.1f} | {row.ratio:.2f} |")
    megabytes = 20 if smoke else 1000
    print(f"\n| {megabytes} MB of JSON lines | traces | peak memory |\n|---|---:|---:|")
    for name in STREAMS:
        count, peak = peak_megabytes(name, megabytes)
        print(f"| {name} | {count:,} | {peak:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
