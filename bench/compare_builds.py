#!/usr/bin/env python3
"""Measures two builds of facemask in turn: cold start, a folder, a video, and memory.

    bench/compare_builds.py OLD NEW --photo PHOTO --folder FOLDER --video VIDEO [--rounds 9]

Each round runs both programs, starting with each in turn. Prints medians and the median of the rounds' ratios (new to
old): wall time, processor time and peak memory. Nothing else should run meanwhile.
"""
import argparse
import os
import statistics
import subprocess
import time


def run(command):
    """Wall seconds, processor seconds and peak memory in MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)}: ended with status {status}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--photo", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--video", required=True)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    tasks = {"first photo": options.photo, "folder": options.folder, "video": options.video}
    programs = [options.old, options.new]
    for name, source in tasks.items():
        def command(program):
            return [program, "detect", source, "--format", "jsonl", "--no-pictures", "--quiet"]

        for program in programs:
            run(command(program))  # Fills the cache of prepared networks.
        figures = {program: [] for program in programs}
        for number in range(options.rounds):
            for program in programs if number % 2 == 0 else reversed(programs):
                figures[program].append(run(command(program)))
        for place, (what, unit) in enumerate([("wall", "s"), ("processor", "s"), ("memory", "MiB")]):
            old, new = ([row[place] for row in figures[program]] for program in programs)
            ratios = [b / a for a, b in zip(old, new)]
            print(f"{name:12} {what:10} {statistics.median(old):8.3f} {statistics.median(new):8.3f} {unit:4}"
                  f"ratio {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})", flush=True)


main()
