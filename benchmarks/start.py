"""From the start of the process to the printed answer; and an ingest with nothing new.

Run ``python -m benchmarks.start``. A knowledge base is made from ``corpus/``, once from nothing and
then again; then ``zhitu ask`` is run several times, each in a process of its own.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
QUESTION = "BN 为什么能缓解梯度消失？"
ROUNDS = 5


def run(*arguments: str) -> float:
    """Run the ``zhitu`` command; give the seconds it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "search.cli", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the times of ingests and of cold questions."""
    with TemporaryDirectory() as kb:
        first = run("ingest", str(CORPUS), "--kb", kb)
        again = min(run("ingest", str(CORPUS), "--kb", kb) for _ in range(3))
        asked = [run("ask", QUESTION, "--kb", kb) for _ in range(ROUNDS)]
    print(f"first ingest            {first:.1f} s")
    print(f"ingest, nothing new     {again:.2f} s ({first / again:.0f} times as fast)")
    print(f"cold question, median   {statistics.median(asked):.2f} s")
    print(f"cold question, best     {min(asked):.2f} s")


if __name__ == "__main__":
    main()
