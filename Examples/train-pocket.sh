#!/bin/sh
# Trains the built-in network from scratch, on two cores in about two hours: `make pocket`.
# What is finished is kept in FOLDER, and a run that was cut off goes on; `espalier train show` shows
# it meanwhile.
set -eu
espalier=$1
folder=${2:-pocket}
mkdir -p "$folder"

"$espalier" train data "$folder/data" \
  --generate '110000 countdown' --generate '70000 countdown:largest=99' \
  --generate '6000 countdown:count=3' --generate '6000 countdown:count=3,largest=99' \
  --generate '4000 24:largest=20' \
  --generate '12000 maze:width=7,height=5,corridors=0' \
  --generate '6000 maze:width=9,height=7,corridors=0' --generate '2000 maze:width=9,height=7' \
  --strategy 'astar*3' --strategy 'mcts:select=puct*2' --strategy best-first \
  --strategy depth-first --budget 100 --max-tokens 320 --shards 16 >"$folder/data.log"

stage() { # name, stage, options
  name=$1 stage=$2
  shift 2
  resume=
  [ ! -e "$folder/$name/run.json" ] || resume=--resume
  "$espalier" train "$stage" --run "$folder/$name" $resume --headless --data "$folder/data" \
    --threads 2 "$@"
}

# To write searches and solutions.
stage sft sft --steps 1500 --batch 4096 --rate 0.004 --warmup 100 \
  --evaluate-every 400 --checkpoint-every 200
# What states are worth and which steps are good, with the texts replayed.
stage prm prm --base "$folder/sft/checkpoint" --replay 0.3 --steps 14000 --batch 4096 \
  --rate 0.0025 --warmup 100 --evaluate-every 1000 --checkpoint-every 250
# To search better, by what the verifier says.
stage pocket rl --base "$folder/prm/checkpoint" --steps 400 --rate 0.0003 --problems 24 \
  --evaluate-every 50 --checkpoint-every 50

box=$(dirname "$0")/../Sources/MetaCoTNeural/Pocket
for file in config.json espalier.json model.safetensors tokenizer.json tokenizer_config.json \
  value_head.safetensors; do
  cp "$folder/pocket/checkpoint/$file" "$box/$file"
done
