"""One line over several pytest calls: `python -m tests.summary a.xml b.xml` reads their JUnit files.

Before it the figures that tests measured (`record_property`), each with the call it comes from.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

WORDS = {"failures": "failed", "errors": "errors", "skipped": "skipped"}


def main(paths: list[str]) -> int:
    """Print the total; 1 when something failed or nothing ran."""
    totals = dict.fromkeys(("tests", *WORDS), 0)
    seconds = 0.0
    for path in paths:
        for suite in ElementTree.parse(Path(path)).iter("testsuite"):
            seconds += float(suite.get("time", 0))
            for key in totals:
                totals[key] += int(suite.get(key, 0))
            for figure in suite.iter("property"):
                print(f"{figure.get('name')}, {Path(path).stem}: {figure.get('value')}")
    bad = totals["failures"] + totals["errors"]
    parts = [f"{totals[key]} {word}" for key, word in WORDS.items() if totals[key]]
    passed = totals["tests"] - bad - totals["skipped"]
    print(f"===== {', '.join([*parts, f'{passed} passed'])} in {seconds:.0f}s =====")
    return 1 if bad or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
