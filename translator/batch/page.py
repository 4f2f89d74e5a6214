"""The report as one HTML page that needs nothing else: no script, style or picture from anywhere.

The template is ``report.html`` beside this module. All text of stories is escaped; a policy in the page's head keeps a
browser from loading anything, whatever a story says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

MARK = '<meta name="generator" content="translator batch">'  # by which ``own`` knows a report
ORDER = {"failed": 0, "done": 1, "unchanged": 1, "skipped": 2}  # of the rows: what somebody has to look at comes first


def render(
    content: Mapping[str, Any], reasons: Mapping[str, int], stories: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """The page, in parts. ``content`` of the report; ``reasons`` of failures with the number of stories of each;
    ``stories`` become the rows, sorted by risk."""
    whole = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    before, after = map(Template, whole.split("$rows"))
    summary = content["summary"]
    yield before.substitute(
        mark=MARK,
        title=escape(f"{summary['stories']:,} stories, {content['began'][:10]}"),
        headline=_headline(content),
        facts=_facts(content),
        tiles=_tiles(summary),
        failures=_failures(reasons),
        hours=_bars(_hours(content["by_hour"]), "stories"),
        languages=_bars(_falling(content["by_language"]), "words"),
        notices=_bars(_falling(summary["notices"]), ""),
    )
    yield from _in_order(stories)
    yield after.substitute(signature=escape(content["signature"]), version=escape(content["translator"]))


def by_risk(story: Mapping[str, Any]) -> tuple[int, float]:
    """The key to sort stories by: failures, then the riskiest English, then what was left out."""
    return ORDER[story["status"]], -(story["risk"] or 0.0)


def _in_order(stories: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows sorted by risk. They lie on the disk until all are known: a night's copy would take much memory."""
    places = []
    with TemporaryFile() as rows:
        for story in stories:
            row = f"{_row(story)}\n".encode()
            places.append((by_risk(story), rows.tell(), len(row)))
            rows.write(row)
        for _, start, length in sorted(places):
            rows.seek(start)
            yield rows.read(length).decode()


def _falling(numbers: Mapping[str, int]) -> dict[str, int]:
    """The largest first."""
    return dict(sorted(numbers.items(), key=lambda kv: (-kv[1], kv[0])))


def _headline(report: Mapping[str, Any]) -> str:
    summary = report["summary"]
    good = summary["done"] + summary["unchanged"]
    headline = f"{_count(good, 'story', 'stories')} in English"
    return headline + (f", {_count(summary['failed'], 'failure', 'failures')}" if summary["failed"] else "")


def _facts(report: Mapping[str, Any]) -> str:
    facts = [
        f"{report['began'][:10]}, {report['began'][11:16]} to {report['finished'][11:16]}",
        _duration(report["seconds"]),
        f"{report['summary']['words_per_second']:,.0f} words a second",
    ]
    if report["interrupted"]:
        facts.append("<strong>interrupted: run it again for the rest</strong>")
    if report["not_begun"]:
        facts.append(f"<strong>{_count(report['not_begun'], 'file')} not begun</strong>")
    if report["left_out"]:
        facts.append(f"{_count(report['left_out'], 'file')} left out by --since or --limit")
    return " · ".join(facts)


def _tiles(summary: Mapping[str, Any]) -> str:
    numbers = (
        ("translated", summary["done"], "done"),
        ("unchanged", summary["unchanged"], "unchanged"),
        ("failed", summary["failed"], "failed"),
        ("skipped", summary["skipped"], "skipped"),
        ("to look at", summary["flagged"], "flagged"),
        ("words", summary["words"], ""),
        ("glossary fixes", summary["fixes"], ""),
        ("duplicates", summary["duplicates"], "duplicate"),
        ("superseded", summary["superseded"], "superseded"),
    )
    buttons = []
    for name, number, view in numbers:
        if number or name in ("translated", "failed", "words"):
            role = f'data-view="{view}"' if view else "disabled"
            some = " some" if number else ""
            buttons.append(f'<button class="tile {view}{some}" {role}><b>{number:,}</b>{name}</button>')
    return "\n".join(buttons)


def _failures(reasons: Mapping[str, int]) -> str:
    """The reasons, each with the number of stories, most frequent first."""
    if not reasons:
        return ""
    lines = list(_falling(reasons).items())
    rest = f"<li>and {len(lines) - 12} other reasons, in the table</li>" if len(lines) > 12 else ""
    listed = "".join(f"<li><b>{n:,}</b> {escape(reason)}</li>" for reason, n in lines[:12])
    return f'<section class="failures"><h2>Why stories failed</h2><ul>{listed}{rest}</ul></section>'


def _hours(by_hour: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The stories of the last 24 hours that have any; the day is said where there are several."""
    last = list(by_hour.items())[-24:]
    days = {hour[:10] for hour, _ in last}
    return {(f"{hour[5:10]}, " if len(days) > 1 else "") + f"{hour[11:]} h": count["stories"] for hour, count in last}


def _bars(numbers: Mapping[str, int], unit: str) -> str:
    top = max(numbers.values(), default=0) or 1
    return "\n".join(
        f'<div class="bar"><span>{escape(name)}</span><i style="--w:{100 * n / top:.1f}%"></i><b>{n:,} {unit}</b></div>'
        for name, n in list(numbers.items())[:24]
    )


def _row(story: Mapping[str, Any]) -> str:
    notices = sum(story["notices"].values())
    flags = [story["status"], *(["flagged"] if notices else [])]
    flags += [name for name, key in (("duplicate", "duplicate_of"), ("superseded", "superseded_by")) if story[key]]
    words = f"{story['words']:,}" if story["words"] else ""
    seconds = f"{story['seconds']:.1f}" if story["seconds"] else ""
    number = f"#{story['number']}" if story["number"] else ""
    lines = [escape(story["reason"])] if story["reason"] else []
    lines += [
        f"{word} {escape(story[key])}"
        for word, key in (
            ("embargo", "embargo"),
            ("same text as", "duplicate_of"),
            ("corrects", "corrects"),
            ("superseded by", "superseded_by"),
        )
        if story[key]
    ]
    if story["left"]:
        lines.append(f"no longer made from this file: {escape(', '.join(story['left']))}: delete what nobody needs")
    detail = ", ".join(f"{escape(code)} {n}" for code, n in story["notices"].items())
    links = " ".join(
        f'<a href="{quote(link)}">{escape(path.rsplit(".", 1)[-1])}</a>'
        for path, link in zip(story["outputs"], story["links"], strict=True)
    )
    name = escape(story["headline"] or story["title"])
    french = f'<small lang="fr">{escape(story["title"])}</small>' if story["headline"] else ""
    risk = "" if story["risk"] is None else f"{story['risk']:.2f}"
    return (
        f'<tr class="{" ".join(flags)}"><td><span class="status">{story["status"]}</span></td>'
        f"<td><b>{name}</b>{french}<small>{escape(story['file'])}{number}</small>"
        f"{''.join(f'<em>{line}</em>' for line in lines)}{_worst(story['worst'])}</td><td>{links}</td>"
        f'<td data-n="{story["words"]}">{words}</td>'
        f'<td data-n="{story["seconds"]}">{seconds}</td>'
        f'<td data-n="{story["fixes"]}">{story["fixes"] or ""}</td>'
        f'<td data-n="{notices}" title="{detail}">{notices or ""}</td>'
        f'<td data-n="{risk or 0}">{risk}</td>'
        f"<td>{escape(' '.join(story['languages']))}</td><td>{story['arrived'][11:16]}</td></tr>"
    )


def _worst(sentences: Sequence[Mapping[str, Any]]) -> str:
    """The riskiest sentences of a story: English, French, and why somebody should compare them."""
    quoted = (
        f'<blockquote><q>{escape(said["english"])}</q><q lang="fr">{escape(said["french"])}</q>'
        f"<p>§{said['paragraph']} · {escape(' '.join(said['reasons']))}</p></blockquote>"
        for said in sentences
    )
    return f"<details open><summary>To compare first</summary>{''.join(quoted)}</details>" if sentences else ""


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
