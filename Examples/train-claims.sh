#!/bin/sh
# Trains the arms of docs/claims.md from nothing and measures them: `make claims`.
#
#   train-claims.sh ESPALIER [FOLDER]
#
# Every size after every amount of training with the first seed, and the cell MAIN with all seeds.
# The environment says how much of it: SIZES (small, base, large), STEPS (the amounts), SEEDS, MAIN
# (SIZE-STEPS), TESTED (problems of each kind), and THREADS. What is finished is kept in FOLDER, and a
# run that was cut off goes on.
set -eu
espalier=$1
folder=${2:-claims}
seeds=${SEEDS:-1 2 3}
sizes=${SIZES:-small base large}
amounts=${STEPS:-500 1000 2000}
main=${MAIN:-base-2000}
threads=${THREADS:-2}
problems=${PROBLEMS:-60000}
tested=${TESTED:-200}
mkdir -p "$folder"

# Countdown drawn as in Stream of Search. Nothing that is learned from leads to a state on a solution
# path of a test problem.
"$espalier" train data "$folder/data" --split-by reducts \
  --generate "$((problems / 3)) countdown:count=3,largest=99,draw=target" \
  --generate "$problems countdown:largest=99,draw=target" \
  --generate "$((problems / 12)) countdown:count=5,largest=99,draw=target" \
  --strategy 'astar*2' --strategy 'mcts:select=puct' --strategy best-first \
  --strategy 'depth-first*2' --budget 60 --max-tokens 320 --test 0.02 --held-out 0.01 \
  --jobs "$threads" --shards 8 >"$folder/data.json"
for count in 3 4 5; do
  grep -E "\"text\":\"([0-9]+ ){$count}→" "$folder/data/problems-test.jsonl" \
    | head -n "$tested" >"$folder/test-$count.jsonl"
done

shape() {
  case $1 in
    small) echo width=64,layers=4,heads=4,kv=2,ff=192 ;;
    base) echo width=128,layers=6,heads=4,kv=2,ff=384 ;;
    large) echo width=192,layers=8,heads=6,kv=2,ff=576 ;;
    *) echo "SIZES: there is no size $1; give small, base or large" >&2; exit 64 ;;
  esac
}

for size in $sizes; do
  for steps in $amounts; do
    for seed in $seeds; do
      [ "$seed" = "${seeds%% *}" ] || [ "$size-$steps" = "$main" ] || continue
      run=$folder/$size-$steps-$seed
      mkdir -p "$run"

      stage() { # name, stage, options
        name=$1 stage=$2
        shift 2
        resume=
        [ ! -e "$run/$name/run.json" ] || resume=--resume
        "$espalier" train "$stage" --run "$run/$name" $resume --headless --data "$folder/data" \
          --threads "$threads" --seed "$seed" "$@" >>"$run/log.jsonl"
      }

      # As many tokens for answers as for searches and retries together.
      stage answers sft --mode solve --shape "$(shape "$size")" --steps $((steps * 5 / 4)) \
        --batch 4096 --rate 0.004 --evaluate-every "$steps" --checkpoint-every 100
      stage searches sft --mode search --shape "$(shape "$size")" --steps "$steps" \
        --batch 4096 --rate 0.004 --evaluate-every "$steps" --checkpoint-every 100
      stage retries retries --base "$run/searches/checkpoint" --steps $((steps / 4)) \
        --evaluate-every "$steps" --checkpoint-every 48
      stage rl rl --base "$run/retries/checkpoint" --steps $((steps / 20)) --rate 0.0003 \
        --problems 24 --evaluate-every "$steps" --checkpoint-every 10
      # What states are worth, for the searches outside.
      stage values prm --base "$run/searches/checkpoint" --steps $((steps / 4)) --batch 4096 \
        --rate 0.0025 --evaluate-every "$steps" --checkpoint-every 100

      for count in 3 4 5; do
        [ -s "$folder/test-$count.jsonl" ] && [ ! -e "$run/test-$count/arms.json" ] || continue
        "$espalier" claims --problems "$folder/test-$count.jsonl" --check-unseen "$folder/data" \
          --arm "answer only=answer $run/answers" --arm "best of N=best-of $run/answers" \
          --arm "majority=majority $run/answers" --arm "in context=search $run/searches" \
          --arm "+ retries=search $run/retries" --arm "+ RL=search $run/rl" \
          --arm "A* outside=astar $run/values" \
          --arm "MCTS outside=mcts:select=puct $run/values" \
          --arm 'symbolic A*=astar heuristic' --arm 'symbolic MCTS=mcts:select=puct heuristic' \
          --seed "$seed" --jobs "$threads" --out "$run/test-$count" >"$run/test-$count.txt"
      done
    done
  done
done
