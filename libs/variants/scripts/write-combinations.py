"""Writes testing/combinations.txt: the class of every combination of counts, by an implementation that is not ours.

Run after `python3 -m pip install acmg-points==0.1.2` (PyPI, MIT). One letter a combination, in the order of the loops:
P pathogenic, L likely pathogenic, U uncertain, l likely benign, B benign. Classes by points are written as well, for
each total that criteria can reach.
"""
from itertools import product
from pathlib import Path

from acmg_points.core import band
from acmg_points.schemes import rules_2015

LETTERS = {
    "Pathogenic": "P",
    "Likely pathogenic": "L",
    "Uncertain significance": "U",
    "Likely benign": "l",
    "Benign": "B",
}
RANGES = {"PVS": 3, "PS": 5, "PM": 7, "PP": 6, "BA": 2, "BS": 5, "BP": 8}

rules = "".join(
    LETTERS[rules_2015(dict(zip(RANGES, counts)))[0]] for counts in product(*(range(n) for n in RANGES.values()))
)
points = "".join(LETTERS[band(total)] for total in range(-80, 81))
target = Path(__file__).parent.parent / "testing" / "combinations.txt"
lines = [rules[i : i + 100] for i in range(0, len(rules), 100)]
target.write_text("\n".join(["rules", *lines, "points -80 to 80", points]) + "\n")
