#!/bin/sh
# Makes the sample traces anew: sh SampleTraces/make.sh PROGRAM [FOLDER]
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
out=${2:-$here}

# A search that does not solve its problem is a sample, too.
run() {
  file=$1
  shift
  "$program" run --headless --record "$out/$file" "$@" >/dev/null || [ $? -eq 1 ]
}

run maze-astar.jsonl --problem maze-3 --strategy astar --model heuristic
run maze-best-first.jsonl --problem maze-3 --strategy best-first --model heuristic
run 24-depth-first.jsonl --problem 24-3 --strategy depth-first --model heuristic
run 24-depth-first-blind.jsonl --problem 24-3 --strategy depth-first --model uniform
run 24-mcts.jsonl --problem 24-3 --strategy mcts --model heuristic
run jugs-mcts.jsonl --problem jugs-1 --strategy mcts:transpositions=mark --model heuristic
run 24-puct.jsonl --problem 24-5 --strategy mcts:select=puct --model pocket
run 24-gumbel.jsonl --problem 24-5 --strategy gumbel:considered=8 --model pocket --budget 300
run 24-in-context.jsonl --problem '2 8 10 10 → 24' --strategy in-context
run 24-in-context-mistake.jsonl --problem '4 4 10 10 → 24' --strategy in-context
run maze-fork.jsonl --from "$out/maze-best-first.jsonl@400" --strategy astar
"$program" import "$here/thought.txt" --out "$out" >/dev/null
