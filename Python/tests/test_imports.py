"""Logs that other libraries write themselves, opened by `espalier`.

ESPALIER is the program; a test is skipped, saying so, where it or a library is missing.
"""

import os
import subprocess
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path

ESPALIER = os.environ.get("ESPALIER", "")

DOMAIN = """
(define (domain parcels) (:requirements :strips)
 (:predicates (van ?p) (parcel ?x ?p) (loaded ?x) (road ?p ?q))
 (:action drive :parameters (?p ?q) :precondition (and (van ?p) (road ?p ?q))
  :effect (and (van ?q) (not (van ?p))))
 (:action load :parameters (?x ?p) :precondition (and (van ?p) (parcel ?x ?p))
  :effect (and (loaded ?x) (not (parcel ?x ?p))))
 (:action unload :parameters (?x ?p) :precondition (and (van ?p) (loaded ?x))
  :effect (and (parcel ?x ?p) (not (loaded ?x)))))
"""
PROBLEM = """
(define (problem swap) (:domain parcels) (:objects a b c x y)
 (:init (van a) (road a b) (road b a) (road b c) (road c b) (parcel x b) (parcel y c))
 (:goal (and (parcel x c) (parcel y a))))
"""


@unittest.skipUnless(os.access(ESPALIER, os.X_OK), "ESPALIER does not name the program")
class ImportTests(unittest.TestCase):
    @unittest.skipUnless(find_spec("jupyddl"), "jupyddl is not installed")
    def test_planners_of_jupyddl(self) -> None:
        from jupyddl import build_task, trace_search

        with tempfile.TemporaryDirectory() as folder:
            domain, problem = Path(folder) / "domain.pddl", Path(folder) / "problem.pddl"
            domain.write_text(DOMAIN)
            problem.write_text(PROBLEM)
            task = build_task(str(domain), str(problem))
            for planner in ["astar", "gbfs", "wastar", "bfs", "dfs", "ehc", "idastar"]:
                for generated in [False, True]:
                    heuristic = None if planner in ("bfs", "dfs") else "hff"
                    result, trace = trace_search(
                        task, planner, heuristic, record_generated=generated
                    )
                    file = Path(folder) / f"{planner}.json"
                    trace.save(str(file))
                    done = subprocess.run(
                        [ESPALIER, "replay", "--plain", str(file)], capture_output=True, text=True
                    )
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertIn("solved: yes", done.stdout)
                    self.assertIn(f"cost: {result.cost}\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
