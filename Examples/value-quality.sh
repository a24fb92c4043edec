#!/bin/sh
# What good values save: one network tuned on searches, then process supervision of more and more steps,
# each measured by A* with its values and by the choice among samples. For docs/claims.md.
#
#   value-quality.sh ESPALIER [FOLDER]
set -eu
espalier=$1
folder=${2:-value-quality}
mkdir -p "$folder"
cd "$folder"

"$espalier" train data data --split-by reducts \
  --generate '10000 countdown:count=3,largest=99,draw=target' \
  --generate '30000 countdown:largest=99,draw=target' \
  --strategy 'astar*2' --strategy 'mcts:select=puct' --strategy best-first \
  --strategy 'depth-first*2' --budget 60 --max-tokens 320 --test 0.02 --held-out 0.01 \
  --shards 8 >data.json
grep -E '"text":"([0-9]+ ){4}→' data/problems-test.jsonl | head -500 >test.jsonl
"$espalier" train sft --run searches --headless --data data --seed 1 \
  --shape width=64,layers=4,heads=4,kv=2,ff=192 --steps 1500 --batch 4096 --rate 0.004 \
  --evaluate-every 1500 >searches.jsonl
models=
for steps in 10 30 100 300 1000; do
  "$espalier" train prm --run "prm-$steps" --headless --data data --seed 1 \
    --base searches/checkpoint --steps "$steps" --batch 4096 --rate 0.0025 \
    --evaluate-every "$steps" >"prm-$steps.jsonl"
  models="$models --model prm-$steps/checkpoint"
done
# shellcheck disable=SC2086
"$espalier" eval --problems test.jsonl --check-unseen data --strategy astar $models --model heuristic \
  --budget '3 4 6 10 30 100' --samples '1 4 16 64' --out eval
