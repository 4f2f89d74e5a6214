"""Draw train.py's logs as one SVG: python curves.py OUT.svg LOG … (the logs of one model in order, resumed runs too).

Left axis and lines: loss in nats a piece, on the training batches (thin) and on the dev set (dots). Below: the rate.
"""

import re
import sys
from pathlib import Path

STEP = re.compile(r"^(\d+) [\d.]+ min nll ([\d.]+) norm [\d.]+ rate ([\d.]+)", re.MULTILINE)
DEV = re.compile(r"^== dev nll ([\d.]+).* at (\d+)", re.MULTILINE)
WIDTH, HEIGHT, RATE_HEIGHT, LEFT, TOP = 760, 300, 50, 50, 20


def points(logs):
    """(steps, training loss), (steps, rate), (steps, dev loss) as lists of pairs."""
    train, rate, dev = [], [], []
    for log in logs:
        text = Path(log).read_text(encoding="utf8")
        for step, nll, factor in STEP.findall(text):
            train.append((int(step), float(nll)))
            rate.append((int(step), float(factor)))
        dev += [(int(step), float(nll)) for nll, step in DEV.findall(text)]
    return train, rate, dev


def svg(train, rate, dev):
    last = max(step for step, _ in train + dev)
    losses = [nll for _, nll in train + dev]
    low, high = min(losses) - 0.1, max(losses) + 0.1

    def x(step):
        return LEFT + step / last * WIDTH

    def y(nll):
        return TOP + (high - nll) / (high - low) * HEIGHT

    def line(pairs, height, colour):
        path = " ".join(f"{x(step):.1f},{height(value):.1f}" for step, value in pairs)
        return f'<polyline points="{path}" fill="none" stroke="{colour}"/>'

    base = TOP + HEIGHT + 20 + RATE_HEIGHT
    parts = [line(train, y, "#888"), line(dev, y, "#b00"), line(rate, lambda r: base - r * RATE_HEIGHT, "#06c")]
    parts += [f'<circle cx="{x(step):.1f}" cy="{y(nll):.1f}" r="3" fill="#b00"/>' for step, nll in dev]
    ticks = [round(low + i * (high - low) / 5, 2) for i in range(6)]
    parts += [f'<text x="{LEFT - 6}" y="{y(t) + 4:.1f}" text-anchor="end">{t:.2f}</text>' for t in ticks]
    parts += [
        f'<text x="{x(last * i / 5):.1f}" y="{base + 16}" text-anchor="middle">{last * i // 5}</text>' for i in range(6)
    ]
    parts.append(
        f'<text x="{LEFT + WIDTH}" y="{TOP - 6}" text-anchor="end">'
        "loss, nats a piece: training grey, dev red; rate blue; steps</text>"
    )
    size = f'viewBox="0 0 {LEFT + WIDTH + 20} {base + 30}"'
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(svg(*points(sys.argv[2:])), encoding="utf8")
