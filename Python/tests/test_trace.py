import json
import re
import tempfile
import unittest
from pathlib import Path

from espalier_trace import Metric, Trace, Tracer


class TraceTests(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "t.jsonl"

    def tearDown(self) -> None:
        self.folder.cleanup()

    def test_what_is_written_reads_back(self) -> None:
        reward = Metric("reward", range=(-100, 100), better="higher", role="value")
        with Tracer(self.path, problem="p", values=(-1, 1), metrics=[reward], exploration="backups") as t:
            a, b = t.nodes(t.root, [{"step": "a\nb", "V": 0.5}, {"step": "c", "metrics": {"reward": -3}}])
            t.select(a)
            t.evaluate(a, float("nan"))
            t.backup(a, float("inf"))
            t.mistake(b, "half \ud83d")
            t.goal(b, cost=2)
        trace = Trace.read(self.path)
        self.assertEqual([node.step for node in trace.nodes], ["", "a\nb", "c"])
        self.assertEqual(trace.nodes[2].figures, {"reward": -3})
        self.assertEqual(trace.events[-1], {"e": "end", "solved": True, "goal": 2, "cost": 2, "nodes": 3})
        self.assertIsNone(trace.events[2]["v"])
        self.assertEqual(trace.events[3]["v"], "inf")

    def test_a_step_streams_in(self) -> None:
        with Tracer(self.path, problem="p") as t:
            a, b = t.nodes(t.root, [{"step": "First"}, {}])
            for piece in (", 2 + 2", " = 4\n", "so"):
                t.text(a, piece)
                t.text(b, piece[:1])
        trace = Trace.read(self.path)
        self.assertEqual([node.step for node in trace.nodes], ["", "First, 2 + 2 = 4\nso", ", s"])
        self.assertEqual(trace.events[1], {"e": "text", "n": 1, "text": ", 2 + 2"})

    def test_the_file_is_whole_after_every_event(self) -> None:
        tracer = Tracer(self.path, problem="p")
        tracer.node(0, step="a")
        lines = self.path.read_text().splitlines()
        self.assertEqual([json.loads(line).get("e") for line in lines], [None, "expand"])
        tracer.close()

    def test_nodes_that_are_not_there_are_refused(self) -> None:
        with Tracer(self.path, problem="p") as t:
            with self.assertRaisesRegex(ValueError, "there is no node 3"):
                t.select(3)
            with self.assertRaisesRegex(ValueError, "a node has no value"):
                t.nodes(0, [{"value": 1}])

    def test_a_search_that_breaks_off_says_so(self) -> None:
        with self.assertRaises(KeyError):
            with Tracer(self.path, problem="p"):
                raise KeyError("x")
        self.assertEqual(Trace.read(self.path).events[-1]["stopped"], "interrupted")

    def test_a_wrong_line_is_named_and_a_cut_one_left_out(self) -> None:
        with Tracer(self.path, problem="p") as t:
            t.node(0, step="a")
        text = self.path.read_text()
        self.path.write_text(text + '{"e":"sel')
        self.assertEqual(len(Trace.read(self.path).nodes), 2)
        self.path.write_text(text + "{]\n")
        with self.assertRaisesRegex(ValueError, ":4: "):
            Trace.read(self.path)

    def test_a_line_keeps_its_number_behind_blank_ones(self) -> None:
        with Tracer(self.path, problem="p") as t:
            t.node(0, step="a")
        header, *rest = self.path.read_text().split("\n")
        self.path.write_text("\n".join([header, "", "", *rest]))
        self.assertEqual(len(Trace.read(self.path).nodes), 2)
        self.path.write_text("\n".join([header, "", "", "{]", *rest]))
        with self.assertRaisesRegex(ValueError, ":4: "):
            Trace.read(self.path)

    def test_a_node_that_is_not_there_is_an_error_with_its_line(self) -> None:
        with Tracer(self.path, problem="p") as t:
            t.node(0, step="a")
        header, expand, end, _ = self.path.read_text().split("\n")
        for line in ('{"e":"expand","n":7,"c":[{}]}', '{"e":"select","n":-1}', '{"e":"select","n":"1"}', "[]"):
            self.path.write_text("\n".join([header, expand, line, end, ""]))
            with self.assertRaisesRegex(ValueError, ":3: "):
                Trace.read(self.path)

    def test_a_goal_of_known_cost_is_better_than_one_of_unknown(self) -> None:
        for costs, best in (((3, None), 0), ((None, 3), 1), ((float("nan"), 3, 2), 2), ((0, None), 0)):
            with Tracer(self.path, problem="p") as t:
                nodes = t.nodes(t.root, [{} for _ in costs])
                for node, cost in zip(nodes, costs):
                    t.goal(node, cost=cost)
            end = Trace.read(self.path).events[-1]
            self.assertEqual((end["goal"], end["cost"]), (nodes[best], costs[best]))

    def test_the_quick_start_of_the_readme_runs(self) -> None:
        readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
        code = re.search(r"```python\n(.*?)```", readme, re.S)
        assert code is not None
        exec(code.group(1).replace("search.jsonl", str(self.path)), {})
        self.assertEqual(Trace.read(self.path).nodes[-1].state, "24")
        self.assertTrue(Trace.read(self.path).events[-1]["solved"])


if __name__ == "__main__":
    unittest.main()
