"""Faces per second that masks are drawn on, on one thread, compared with finding faces and their landmarks alone.

usage: synthesis_speed.py FACEMASK PORTRAIT... [--copies 100] [--rounds 5]

Portraits are photos with one face, such as .deps/samples. Processor time is measured, so other programs hardly matter;
the time of a run over a single photo, which is the start, is subtracted. Finding alone is the same with --max-turn 0,
which draws nothing.
"""

import argparse
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile


def seconds(facemask, photos, work, *extra):
    """Processor time of one run."""
    output = work / "made"
    shutil.rmtree(output, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([facemask, "synthesize", photos, "--output", output, "--threads", "1", "--quiet", *extra],
                   stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facemask", type=pathlib.Path)
    parser.add_argument("portraits", type=pathlib.Path, nargs="+")
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for portrait in options.portraits:
        with tempfile.TemporaryDirectory() as folder:
            work = pathlib.Path(folder)
            for name, copies in (("one", 1), ("many", options.copies)):
                (work / name).mkdir()
                for number in range(copies):
                    shutil.copy(portrait, work / name / f"{number}{portrait.suffix}")
            whole, finding = [], []
            for _ in range(options.rounds):
                for list_, extra in ((whole, ()), (finding, ("--max-turn", "0"))):
                    start = seconds(options.facemask, work / "one", work, *extra)
                    list_.append((seconds(options.facemask, work / "many", work, *extra) - start) / (options.copies - 1))
            all_, found = statistics.median(whole), statistics.median(finding)
            print(f"{portrait.name}: {1 / all_:.1f} faces per second ({all_ * 1e3:.1f} ms), of which reading, finding and "
                  f"landmarks {found * 1e3:.1f} ms, laying on and writing {(all_ - found) * 1e3:.1f} ms")


main()
