"""Train the translator on encoded pairs (see prepare.py): for minutes or for days, stopped and taken up again at will.

    python train.py --data BROAD --out RUN --minutes 600                                  # warm up, then constant rate
    python train.py --data BROAD --out RUN --resume RUN/last.pt --seed 2 --minutes 600    # go on
    python train.py --data NEWS --out RUN --resume RUN/last.pt --seed 3 --minutes 80 --decay 1    # anneal to zero
    python train.py --data BROAD --out RUN --weights draft.pt …                           # start from weights alone

Writes RUN/last.pt every five minutes (weights, optimiser, step), RUN/snapshot-STEP.pt (weights alone, for average.py)
every --snapshot minutes, RUN/final.pt at the end of a decay, and one line of figures every 50 steps to the standard
output (curves.py draws them). SIGTERM saves and ends. Give every resumed run a new --seed: it decides the order of the
data.

The rate follows the clock, not the steps: a run that shares its machine still ends at zero when its minutes are over.
README.md says which environment variables make it fast, and what they cost in memory.
"""

import argparse
import random
import signal
import time
from pathlib import Path

import numpy as np
import sacrebleu
import sentencepiece
import torch
from model import BOS, EOS, PAD, AdamW, Muon, Transformer, greedy, loss
from torch.nn import functional

SAVE_SECONDS = 300
REPORT_STEPS = 50
DEV_PAIRS = 600


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", required=True)
    add("--out", required=True)
    add("--resume", help="a checkpoint with its optimiser")
    add("--weights", help="a checkpoint whose weights alone are taken")
    add("--width", type=int, default=384)
    add("--feed-forward", type=int, default=1536)
    add("--encoder-layers", type=int, default=6)
    add("--decoder-layers", type=int, default=3)
    add("--vocabulary", type=int, default=16000)
    add("--tokens", type=int, default=7000, help="padded tokens a side in a batch")
    add("--longest", type=int, default=60, help="pairs with a side of more pieces are left out")
    add("--rate", type=float, default=1.2e-3, help="AdamW: embeddings, biases, norms")
    add("--matrix-rate", type=float, default=0.01, help="Muon: matrices")
    add("--adam", action="store_true", help="AdamW for everything")
    add("--warm", type=int, default=300, help="steps of warm-up, counted from the first step of all")
    add("--minutes", type=float, default=60)
    add("--steps", type=int, default=0, help="instead of --minutes")
    add("--decay", type=float, default=0.0, help="last fraction of the run with the rate falling to zero")
    add("--snapshot", type=float, default=0.0, help="minutes between snapshots; 0: none")
    add("--check", type=int, default=500, help="steps between measurements of the dev loss")
    add("--spm", help="SentencePiece model: then BLEU and chrF of a greedy translation of 200 dev sentences, too")
    add("--smooth", type=float, default=0.1)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=2)
    return parser.parse_args()


def rounded(pieces):
    """Length of a sentence with its end mark, rounded up to one of few: a multiple of 8."""
    return -(-(pieces + 1) // 8) * 8


class Pairs:
    """The arrays of prepare.py: all sentences end to end, and their lengths."""

    def __init__(self, prefix):
        self.src, self.tgt = (np.load(f"{prefix}.{side}.npy", mmap_mode="r") for side in ("src", "tgt"))
        self.len = np.load(f"{prefix}.len.npy")  # [n, 2]
        self.src_at, self.tgt_at = (np.concatenate([[0], np.cumsum(self.len[:, k])]) for k in (0, 1))

    def source(self, i):
        return self.src[self.src_at[i] : self.src_at[i] + self.len[i, 0]]

    def target(self, i):
        return self.tgt[self.tgt_at[i] : self.tgt_at[i] + self.len[i, 1]]

    def batch(self, ids):
        """[B, S] source with </s>; [B, T + 1] target with <s> and </s>; zero-padded."""
        width, height = (rounded(int(self.len[ids, k].max())) for k in (0, 1))
        src, tgt = np.zeros((len(ids), width), np.int64), np.zeros((len(ids), height + 1), np.int64)
        for row, i in enumerate(ids):
            n, m = self.len[i]
            src[row, :n], src[row, n] = self.source(i), EOS
            tgt[row, 0], tgt[row, 1 : 1 + m], tgt[row, 1 + m] = BOS, self.target(i), EOS
        return torch.from_numpy(src), torch.from_numpy(tgt)

    def batches(self, tokens, seed, longest=10**6, pool=60000):
        """Endless batches of indices, each of one (source, target) length bucket and of that bucket's one size.

        Few distinct shapes, so that each matmul kernel is compiled once (they are compiled per shape).
        """
        keep = np.nonzero(self.len.max(1) <= longest)[0]
        rnd, waiting = random.Random(seed), {}
        while True:
            order = keep[np.random.default_rng(rnd.randrange(1 << 30)).permutation(len(keep))]
            for start in range(0, len(order), pool):
                full = []
                for i in order[start : start + pool]:
                    bucket = tuple(rounded(int(n)) for n in self.len[i])
                    ids = waiting.setdefault(bucket, [])
                    ids.append(i)
                    if len(ids) >= max(8, tokens // max(bucket) // 8 * 8):
                        full.append(ids)
                        waiting[bucket] = []
                rnd.shuffle(full)
                yield from full


class Dev:
    """A fixed part of the dev set: loss without smoothing (nats a piece), BLEU and chrF of greedy translations."""

    def __init__(self, pairs, tokens, spm):
        self.pairs, self.batches, held = pairs, [], 0
        for ids in pairs.batches(tokens, 3, longest=120):
            self.batches.append(ids)
            held += len(ids)
            if held >= min(DEV_PAIRS, len(pairs.len) // 2):
                break
        self.sp = sentencepiece.SentencePieceProcessor(spm) if spm else None

    @torch.no_grad()
    def nll(self, model):
        total = count = 0
        for ids in self.batches:
            src, tgt = self.pairs.batch(ids)
            h, target = model(src, tgt[:, :-1]).reshape(-1, model.d), tgt[:, 1:].reshape(-1)
            keep = target != PAD
            logp = torch.log_softmax(functional.linear(h[keep], model.emb.weight, model.bias).float(), -1)
            total -= logp.gather(1, target[keep][:, None]).sum().item()
            count += int(keep.sum())
        return total / count

    def scores(self, model, sentences=200):
        """' BLEU … chrF …', empty without --spm."""
        if self.sp is None:
            return ""
        ids = np.random.default_rng(5).permutation(len(self.pairs.len))[:sentences]
        ids = sorted(ids, key=lambda i: self.pairs.len[i, 0])
        outputs, references = [], []
        for start in range(0, len(ids), 50):
            part = ids[start : start + 50]
            outputs += [self.sp.decode(row) for row in greedy(model, self.pairs.batch(part)[0])]
            references += [self.sp.decode(self.pairs.target(i).tolist()) for i in part]
        bleu, chrf = sacrebleu.corpus_bleu(outputs, [references]), sacrebleu.corpus_chrf(outputs, [references])
        return f" BLEU {bleu.score:.1f} chrF {chrf.score:.1f}"


def save(path, **content):
    torch.save(content, f"{path}.tmp")
    Path(f"{path}.tmp").replace(path)


def build(args):
    """(model, optimiser, first step), from nothing, from weights, or from a checkpoint."""
    model = Transformer(
        args.vocabulary, args.width, args.width // 64, args.feed_forward, args.encoder_layers, args.decoder_layers
    )
    if args.weights:
        weights = torch.load(args.weights, weights_only=True)["model"]
        model.load_state_dict({name: value for name, value in weights.items() if name != "pe"})
    optimiser = AdamW(model.named_parameters()) if args.adam else Muon(model)
    if not args.resume:
        return model, optimiser, 0
    checkpoint = torch.load(args.resume, weights_only=True)
    optimiser.load(checkpoint["opt"])
    return model, optimiser, checkpoint["step"]


def rate_now(args, step, done):
    """Factor on both rates: up over --warm steps, then 1, then down to 0 over the last --decay of the run."""
    rate = min(1.0, step / args.warm)
    if args.decay and done > 1 - args.decay:
        rate *= max(0.0, (1 - done) / args.decay)
    return rate


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model, optimiser, first = build(args)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters", flush=True)
    train, dev = Pairs(args.data + "/train"), Dev(Pairs(args.data + "/dev"), args.tokens, args.spm)
    stream = train.batches(args.tokens, args.seed, args.longest)
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(1))
    step, start = first, time.time()
    mark = saved = snapped = start
    nll_sum = tokens = pairs = 0

    def checkpoint(name, with_optimiser):
        state = {"opt": optimiser.state()} if with_optimiser else {}
        save(out / name, cfg=model.cfg, step=step, model=optimiser.masters(), **state)

    while True:
        step += 1
        spent = time.time() - start
        done = (step - first) / args.steps if args.steps else spent / (args.minutes * 60)
        rate = rate_now(args, step, done)
        src, tgt = train.batch(next(stream))
        value, nll, count = loss(model, src, tgt, args.smooth)
        value.backward()
        norm = optimiser.step(args.rate * rate, args.matrix_rate * rate)
        nll_sum, tokens, pairs = nll_sum + nll, tokens + count, pairs + len(src)
        now = time.time()
        if step % REPORT_STEPS == 0:
            speed = f"{pairs / (now - mark):.0f} pairs/s {tokens / (now - mark):.0f} pieces/s"
            print(
                f"{step} {spent / 60:.1f} min nll {nll_sum / tokens:.3f} norm {norm:.2f} rate {rate:.3f} {speed}",
                flush=True,
            )
            nll_sum = tokens = pairs = 0
            mark = now
        if step % args.check == 0:
            print(f"== dev nll {dev.nll(model):.4f}{dev.scores(model)} at {step}", flush=True)
        if args.snapshot and now - snapped > args.snapshot * 60:
            checkpoint(f"snapshot-{step:06d}.pt", with_optimiser=False)
            snapped = now
        if now - saved > SAVE_SECONDS:
            checkpoint("last.pt", with_optimiser=True)
            saved = now
        if done >= 1 or stopping:
            break
    if args.decay and not stopping:
        checkpoint("final.pt", with_optimiser=False)
    else:
        checkpoint("last.pt", with_optimiser=True)
    print(f"== dev nll {dev.nll(model):.4f}{dev.scores(model)} at {step}", flush=True)


if __name__ == "__main__":
    main()
