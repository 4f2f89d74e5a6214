"""Pre-norm Transformer for translation, tied embeddings, plus its loss and optimisers.

Shapes: B batch, T tokens, D width, V vocabulary. Token ids: 0 pad, 1 unk, 2 <s>, 3 </s>. Written for few CPU cores, in
bf16 where they multiply it (AMX, AVX-512 bf16), else in fp32: attention by plain matmul (short sequences), no dropout
(few epochs), loss gradient computed in the forward pass.
"""

# ruff: noqa: N803, N806, N812  (matrices have the capital letters that they have on paper)
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from kernels import kernels
from positions import sinusoids

DTYPE = torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32
PAD, UNK, BOS, EOS = 0, 1, 2, 3


class Scratch:
    """One reused block for the logits, the largest tensor by far and of another size every step.

    Allocated anew each time they fragment the heap by a gigabyte every few minutes.
    """

    ROWS = 512  # rows are rounded up to these, so that few matmul shapes are compiled

    def __init__(self):
        self.block = torch.empty(0, dtype=DTYPE)

    def rows(self, count, width):
        """[count rounded up, width], not cleared."""
        size = -(-count // self.ROWS) * self.ROWS * width
        if self.block.numel() < size:
            self.block = torch.empty(size, dtype=DTYPE)
        return self.block[:size].view(-1, width)


scratch = Scratch()


class CrossEntropy(torch.autograd.Function):
    """Label-smoothed cross-entropy of h [N,D] against the tied output weights W [V,D]; sum over rows × scale."""

    @staticmethod
    def forward(ctx, h, W, b, target, smooth, scale):
        n = len(target)
        logits = scratch.rows(n, W.size(0))
        padded = F.pad(h, (0, 0, 0, len(logits) - n))
        torch.mm(padded, W.t(), out=logits)
        db = torch.zeros(W.size(0))
        loss, nll = kernels.ce_rows(logits[:n], b.float(), target, smooth, scale, db)  # logits now hold the gradient
        logits[n:].zero_()
        ctx.save_for_backward(torch.mm(logits, W)[:n], torch.mm(logits.t(), padded), db.to(DTYPE))
        return torch.tensor(loss * scale), torch.tensor(nll)

    @staticmethod
    def backward(ctx, *_):
        dh, dW, db = ctx.saved_tensors
        return dh, dW, db, None, None, None


class Attention(nn.Module):
    def __init__(self, d, heads, cross=False):
        super().__init__()
        self.heads, self.cross, self.scale = heads, cross, (d // heads) ** -0.5
        if cross:
            self.q, self.kv = nn.Linear(d, d), nn.Linear(d, 2 * d)
        else:
            self.qkv = nn.Linear(d, 3 * d)
        self.o = nn.Linear(d, d)

    def forward(self, x, memory=None, bias=None):
        B, T, D = x.shape
        h = self.heads
        if self.cross:
            q = self.q(x).view(B, T, h, D // h).transpose(1, 2)
            k, v = self.kv(memory).view(B, memory.size(1), 2, h, D // h).permute(2, 0, 3, 1, 4)
        else:
            q, k, v = self.qkv(x).view(B, T, 3, h, D // h).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q * self.scale, k.transpose(-1, -2)) + bias
        y = torch.matmul(torch.softmax(scores, -1), v)
        return self.o(y.transpose(1, 2).reshape(B, T, D))


class FeedForward(nn.Module):
    def __init__(self, d, f):
        super().__init__()
        self.f1, self.f2 = nn.Linear(d, f), nn.Linear(f, d)

    def forward(self, x):
        return self.f2(F.relu(self.f1(x), inplace=True))


class EncoderLayer(nn.Module):
    def __init__(self, d, heads, f):
        super().__init__()
        self.n1, self.a, self.n2, self.ff = nn.LayerNorm(d), Attention(d, heads), nn.LayerNorm(d), FeedForward(d, f)

    def forward(self, x, bias):
        x = x + self.a(self.n1(x), bias=bias)
        return x + self.ff(self.n2(x))


class DecoderLayer(nn.Module):
    def __init__(self, d, heads, f):
        super().__init__()
        self.n1, self.a = nn.LayerNorm(d), Attention(d, heads)
        self.n2, self.c = nn.LayerNorm(d), Attention(d, heads, cross=True)
        self.n3, self.ff = nn.LayerNorm(d), FeedForward(d, f)

    def forward(self, x, memory, causal, bias):
        x = x + self.a(self.n1(x), bias=causal)
        x = x + self.c(self.n2(x), memory, bias=bias)
        return x + self.ff(self.n3(x))


class Transformer(nn.Module):
    def __init__(self, V, d=384, h=6, f=1536, ne=6, nd=3):
        super().__init__()
        self.cfg = {"V": V, "d": d, "h": h, "f": f, "ne": ne, "nd": nd}
        self.d = d
        self.emb = nn.Embedding(V, d)
        nn.init.normal_(self.emb.weight, 0, d**-0.5)
        self.enc = nn.ModuleList([EncoderLayer(d, h, f) for _ in range(ne)])
        self.dec = nn.ModuleList([DecoderLayer(d, h, f) for _ in range(nd)])
        self.en, self.dn = nn.LayerNorm(d), nn.LayerNorm(d)
        self.bias = nn.Parameter(torch.zeros(V))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        self.to(DTYPE)
        self.pe = torch.from_numpy(sinusoids(d))  # fp32, not a buffer: .to(DTYPE) must not round it

    def embed(self, ids):
        return self.emb(ids) * math.sqrt(self.d) + self.pe[: ids.size(1)].to(self.emb.weight.dtype)

    def encode(self, src):
        """[B, S] ids → [B, S, D] and the additive mask of its padding."""
        bias = torch.zeros(src.shape, dtype=self.emb.weight.dtype).masked_fill_(src == PAD, -1e4)[:, None, None, :]
        x = self.embed(src)
        for layer in self.enc:
            x = layer(x, bias)
        return self.en(x), bias

    def decode(self, tgt_in, memory, bias):
        """[B, T] ids → [B, T, D], before the output projection."""
        length = tgt_in.size(1)
        causal = torch.full((length, length), -1e4, dtype=self.emb.weight.dtype).triu_(1)
        y = self.embed(tgt_in)
        for layer in self.dec:
            y = layer(y, memory, causal, bias)
        return self.dn(y)

    def forward(self, src, tgt_in):
        return self.decode(tgt_in, *self.encode(src))


def loss(model, src, tgt, smooth=0.1):
    """Mean smoothed loss (for backward), summed nll and number of target tokens (for reporting)."""
    h = model(src, tgt[:, :-1]).reshape(-1, model.d)
    target = tgt[:, 1:].reshape(-1)
    keep = (target != PAD).nonzero().squeeze(1)
    h, target = h.index_select(0, keep), target[keep]
    value, nll = CrossEntropy.apply(h, model.emb.weight, model.bias, target, smooth, 1.0 / target.numel())
    return value, nll.item(), target.numel()


@torch.no_grad()
def greedy(model, src, limit=120):
    """[B, S] source ids → lists of target ids, the likeliest piece at every step. No cache: for a look in training."""
    done = torch.zeros(len(src), dtype=torch.bool)
    out = torch.full((len(src), 1), BOS)
    memory, bias = model.encode(src)
    for _ in range(min(limit, 2 * src.size(1) + 10)):
        h = model.decode(out, memory, bias)[:, -1]
        piece = F.linear(h, model.emb.weight, model.bias).argmax(-1).masked_fill(done, PAD)
        out = torch.cat([out, piece[:, None]], 1)
        done |= piece == EOS
        if done.all():
            break
    return [[i for i in row if i not in (PAD, BOS, EOS)] for row in out.tolist()]


class AdamW:
    """AdamW with fp32 masters of the weights. `named`: (name, parameter) pairs."""

    def __init__(self, named, b1=0.9, b2=0.98, eps=1e-9):
        self.names, self.params = zip(*named, strict=True)
        self.w = [p.detach().float().clone() for p in self.params]
        self.m = [torch.zeros_like(w) for w in self.w]
        self.v = [torch.zeros_like(w) for w in self.w]
        self.t, self.betas, self.eps = 0, (b1, b2), eps

    def step(self, lr, _matrix_lr=0.0, clip=1.0):
        """One step; returns the norm of the gradient before clipping."""
        self.t += 1
        (b1, b2), t = self.betas, self.t
        grads = [p.grad.contiguous() for p in self.params]
        norm = math.sqrt(sum(kernels.sqsum(g) for g in grads))
        factor = min(1.0, clip / (norm + 1e-6))
        for p, g, w, m, v in zip(self.params, grads, self.w, self.m, self.v, strict=True):
            kernels.adamw(p.data, g, w, m, v, lr, b1, b2, self.eps, 0.0, factor, 1 - b1**t, 1 - b2**t)
            p.grad = None
        return norm

    def masters(self):
        """{name: fp32 weights}, for checkpoints: not rounded to bf16."""
        return dict(zip(self.names, self.w, strict=True))

    def state(self):
        return {"w": self.w, "m": self.m, "v": self.v, "t": self.t}

    def load(self, state):
        self.t = state["t"]
        for key in "wmv":
            for mine, theirs in zip(getattr(self, key), state[key], strict=True):
                mine.copy_(theirs)
        for p, w in zip(self.params, self.w, strict=True):
            p.data.copy_(w)


class Muon:
    """Muon (momentum orthogonalised by Newton-Schulz) on hidden matrices, AdamW on the rest. K. Jordan, 2024."""

    def __init__(self, model):
        hidden = [(n, p) for n, p in model.named_parameters() if p.dim() == 2 and "emb" not in n]
        self.names = [n for n, _ in hidden]
        self.hidden = [p for _, p in hidden]
        self.parts = [
            3 if "qkv" in n else 2 if "kv" in n else 1 for n, _ in hidden
        ]  # fused projections, one matrix each
        self.w = [p.detach().float().clone() for p in self.hidden]
        self.m = [torch.zeros_like(w) for w in self.w]
        self.rest = AdamW([(n, p) for n, p in model.named_parameters() if n not in self.names])

    def step(self, lr, matrix_lr, clip=1.0):
        norm = self.rest.step(lr, clip=clip)
        groups = {}
        for i, (p, m, parts) in enumerate(zip(self.hidden, self.m, self.parts, strict=True)):
            g = p.grad.float()
            p.grad = None
            m.lerp_(g, 0.05)
            for j, update in enumerate(g.lerp_(m, 0.95).chunk(parts, 0)):
                groups.setdefault(update.shape, []).append((i, j, update))
        for shape, items in groups.items():
            X = torch.stack([u for *_, u in items]).to(DTYPE)
            tall = shape[0] > shape[1]
            if tall:
                X = X.transpose(1, 2).contiguous()
            X = X / (X.float().norm(dim=(1, 2), keepdim=True) + 1e-7).to(DTYPE)
            for _ in range(5):
                A = X @ X.transpose(1, 2)
                X = 3.4445 * X + (-4.7750 * A + 2.0315 * (A @ A)) @ X
            if tall:
                X = X.transpose(1, 2)
            rate = matrix_lr * max(1, shape[0] / shape[1]) ** 0.5
            for (i, j, _), x in zip(items, X, strict=True):
                self.w[i].chunk(self.parts[i], 0)[j].sub_(x.float(), alpha=rate)
        for p, w in zip(self.hidden, self.w, strict=True):
            p.data.copy_(w)
        return norm

    def masters(self):
        return dict(zip(self.names, self.w, strict=True)) | self.rest.masters()

    def state(self):
        return {"hw": self.w, "hm": self.m, "ad": self.rest.state()}

    def load(self, state):
        for mine, theirs in zip(self.w + self.m, state["hw"] + state["hm"], strict=True):
            mine.copy_(theirs)
        for p, w in zip(self.hidden, self.w, strict=True):
            p.data.copy_(w)
        self.rest.load(state["ad"])
