"""Checkpoint → Argos package directory: CTranslate2 model, SentencePiece model, metadata; checked against PyTorch.

    python convert.py CHECKPOINT SPM OUT --version 1.0 [--alignment LAYER HEAD SHIFT] [--hints DICTIONARY FIRST]

The check converts without quantisation first and compares the log-probability of every piece of a few sentence pairs
with the PyTorch model's in fp32 (must agree within EXACT), then says how far the quantised model is (must stay within
LOSSY). --alignment says which head of which decoder layer the package's word alignments come from (see heads.py); its
row is read SHIFT steps later, which CTranslate2 does not know: metadata.json says so to whoever reads the attention.
--hints: the dictionary of a model that was trained on hinted.py's pairs, and the rank below which words get none.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
import torch
from ctranslate2.converters.converter import Converter
from ctranslate2.specs import common_spec, transformer_spec
from model import BOS, EOS, Transformer
from positions import sinusoids

EXACT, LOSSY = 1e-3, 0.15  # nats a piece: largest difference in float32; mean difference when quantised
PROBES = [
    (
        "Le maire a annoncé jeudi la fermeture de trois écoles.",
        "The mayor announced on Thursday the closure of three schools.",
    ),
    ("Combien de voyageurs ont été touchés par la grève ?", "How many travellers were affected by the strike?"),
    ("Oui.", "Yes."),
    (
        "Selon Mme Ørsted, 1 250 foyers étaient encore privés d'électricité mardi soir, dont 300 à Quimper.",
        "According to Ms Ørsted, 1,250 homes were still without power on Tuesday evening, including 300 in Quimper.",
    ),
]


class Checkpoint(Converter):
    """model.py's weights in CTranslate2's names."""

    def __init__(self, state, pieces, alignment):
        """alignment: (decoder layer, head)."""
        self.cfg, self.pieces, self.alignment_layer = state["cfg"], pieces, alignment[0]
        self.w = {name: value.float().numpy() for name, value in state["model"].items()}
        self.put_head_first(*alignment)

    def linear(self, spec, name):
        spec.weight, spec.bias = self.w[name + ".weight"], self.w[name + ".bias"]

    def norm(self, spec, name):
        spec.gamma, spec.beta = self.w[name + ".weight"], self.w[name + ".bias"]

    def feed_forward(self, spec, layer, before):
        self.norm(spec.layer_norm, f"{layer}.{before}")
        self.linear(spec.linear_0, f"{layer}.ff.f1")
        self.linear(spec.linear_1, f"{layer}.ff.f2")

    def self_attention(self, spec, layer):
        self.norm(spec.layer_norm, f"{layer}.n1")
        self.linear(spec.linear[0], f"{layer}.a.qkv")
        self.linear(spec.linear[1], f"{layer}.a.o")

    def put_head_first(self, layer, head):
        """Turn a decoder layer's heads: CTranslate2 can only tell the attention of the first ones."""
        heads, width = self.cfg["h"], self.cfg["d"]
        rows = np.roll(np.arange(width).reshape(heads, -1), -head, axis=0).ravel()
        both = np.concatenate([rows, rows + width])
        for part, order in (("q", rows), ("kv", both)):
            for kind in ("weight", "bias"):
                name = f"dec.{layer}.c.{part}.{kind}"
                self.w[name] = self.w[name][order]
        name = f"dec.{layer}.c.o.weight"
        self.w[name] = np.ascontiguousarray(self.w[name][:, rows])

    def _load(self):
        spec = transformer_spec.TransformerSpec.from_config(
            (self.cfg["ne"], self.cfg["nd"]),
            self.cfg["h"],
            pre_norm=True,
            activation=common_spec.Activation.RELU,
            alignment_layer=self.alignment_layer,
            alignment_heads=1,
        )
        encoder, decoder = spec.encoder, spec.decoder
        encoder.scale_embeddings = decoder.scale_embeddings = True
        encoder.embeddings[0].weight = decoder.embeddings.weight = decoder.projection.weight = self.w["emb.weight"]
        decoder.projection.bias = self.w["bias"]
        encoder.position_encodings.encodings = decoder.position_encodings.encodings = sinusoids(self.cfg["d"])
        self.norm(encoder.layer_norm, "en")
        self.norm(decoder.layer_norm, "dn")
        for i, layer in enumerate(encoder.layer):
            self.self_attention(layer.self_attention, f"enc.{i}")
            self.feed_forward(layer.ffn, f"enc.{i}", "n2")
        for i, layer in enumerate(decoder.layer):
            self.self_attention(layer.self_attention, f"dec.{i}")
            self.norm(layer.attention.layer_norm, f"dec.{i}.n2")
            for k, part in enumerate(("q", "kv", "o")):
                self.linear(layer.attention.linear[k], f"dec.{i}.c.{part}")
            self.feed_forward(layer.ffn, f"dec.{i}", "n3")
        spec.register_source_vocabulary(self.pieces)
        spec.register_target_vocabulary(self.pieces)
        spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
        spec.config.decoder_start_token = "<s>"
        spec.config.add_source_bos, spec.config.add_source_eos = False, True
        return spec


@torch.no_grad()
def torch_scores(state, sp):
    """Per probe, float32 log-probabilities of the English pieces and the end mark."""
    cfg = state["cfg"]
    model = Transformer(cfg["V"], cfg["d"], cfg["h"], cfg["f"], cfg["ne"], cfg["nd"]).float()
    model.load_state_dict(state["model"])
    scores = []
    for fr, en in PROBES:
        src, tgt = torch.tensor([[*sp.encode(fr), EOS]]), torch.tensor([[BOS, *sp.encode(en), EOS]])
        logits = model(src, tgt[:, :-1])[0] @ model.emb.weight.t() + model.bias
        scores.append(torch.log_softmax(logits, -1).gather(1, tgt[0, 1:, None])[:, 0].numpy())
    return scores


def package_scores(model_dir, sp):
    """The same from a converted model."""
    translator = ctranslate2.Translator(str(model_dir), intra_threads=1)
    sides = ([sp.encode(pair[k], out_type=str) for pair in PROBES] for k in (0, 1))
    return [np.array(result.log_probs) for result in translator.score_batch(*sides)]


def differences(ours, theirs):
    return np.abs(np.concatenate(ours) - np.concatenate(theirs))


def convert(checkpoint, spm, out, version, alignment=(-1, 0, 0), hints=None, quantization="int8"):
    """Write the package; raise SystemExit when it does not say what the PyTorch model says."""
    layer, head, shift = alignment
    state = torch.load(checkpoint, weights_only=True)
    sp = sentencepiece.SentencePieceProcessor(spm)
    converter = Checkpoint(
        state, [sp.id_to_piece(i) for i in range(state["cfg"]["V"])], (layer % state["cfg"]["nd"], head)
    )
    expected = torch_scores(state, sp)
    with tempfile.TemporaryDirectory() as plain:
        converter.convert(plain, force=True)
        exact = differences(expected, package_scores(plain, sp)).max()
    if exact > EXACT:
        raise SystemExit(f"the float32 conversion differs from PyTorch by {exact:.4f} nats (limit {EXACT})")
    out = Path(out)
    shutil.rmtree(out / "model", ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    converter.convert(str(out / "model"), quantization=None if quantization == "float32" else quantization, force=True)
    lossy = differences(expected, package_scores(out / "model", sp)).mean()
    if lossy > LOSSY:
        raise SystemExit(f"the {quantization} model differs from PyTorch by {lossy:.3f} nats a piece (limit {LOSSY})")
    shutil.copyfile(spm, out / "sentencepiece.model")
    if hints:
        shutil.copyfile(hints[0], out / "dictionary.tsv")
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "attention_shift": shift,
        **({"hints": {"dictionary": "dictionary.tsv", "first": int(hints[1])}} if hints else {}),
    }
    (out / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    print(f"{out}: float32 within {exact:.6f} nats of PyTorch, {quantization} {lossy:.3f} on average; {size:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "spm", "out"):
        parser.add_argument(name)
    parser.add_argument("--version", required=True)
    parser.add_argument("--alignment", type=int, nargs=3, default=(-1, 0, 0), metavar=("LAYER", "HEAD", "SHIFT"))
    parser.add_argument("--hints", nargs=2, metavar=("DICTIONARY", "FIRST"), help="what the model was trained to use")
    parser.add_argument("--quantization", default="int8")
    args = parser.parse_args()
    convert(args.checkpoint, args.spm, args.out, args.version, args.alignment, args.hints, args.quantization)
