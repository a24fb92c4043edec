"""The figures of `espalier-bench neural` for PyTorch: the same shapes, the same work.

    python3 Benchmarks/pytorch.py [threads …]

Needs torch and transformers. Prints `name value unit` a line, medians of several runs; the
units count seconds of processor time, all threads together.
"""

import statistics
import sys
import time

import torch
from transformers import LlamaConfig, LlamaForCausalLM

SHAPES = {"s": (128, 4, 4, 512), "m": (256, 6, 8, 1024)}


def network(width, layers, heads, inner):
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=64,
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            num_key_value_heads=heads,
            intermediate_size=inner,
            max_position_embeddings=256,
            tie_word_embeddings=True,
            attn_implementation="sdpa",
        )
    )


def per_cpu_second(count, work, runs):
    work()
    figures = []
    for _ in range(runs):
        start, rounds = time.process_time(), 0
        while time.process_time() - start < 2:
            work()
            rounds += 1
        figures.append(rounds * count / (time.process_time() - start))
    return statistics.median(figures)


def main():
    for name, shape in SHAPES.items():
        model = network(*shape)
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6)
        batch = torch.randint(64, (16, 256))
        prompts = torch.randint(64, (32, 64))

        def train():
            optimizer.zero_grad()
            model(input_ids=batch, labels=batch).loss.backward()
            optimizer.step()

        @torch.no_grad()
        def prefill():
            model(input_ids=prompts)

        @torch.no_grad()
        def decode():
            out = model(input_ids=prompts[:1], use_cache=True)
            for _ in range(192):
                token = out.logits[:, -1:].argmax(-1)
                out = model(input_ids=token, past_key_values=out.past_key_values, use_cache=True)

        for threads in [int(word) for word in sys.argv[1:]] or [1, 2]:
            torch.set_num_threads(threads)
            print(f"torch.train.{name}.{threads} {per_cpu_second(4096, train, 3):.4g} tokens/CPU-s")
            print(f"torch.prefill.{name}.{threads} {per_cpu_second(32, prefill, 3):.4g} sequences/CPU-s")
            print(f"torch.decode.{name}.{threads} {per_cpu_second(192, decode, 3):.4g} tokens/CPU-s")


main()
