#!/usr/bin/env python3
"""Writes format-1-aggregate.json and format-1-full-backup.json.

An implementation of docs/snapshot-format.md that shares no line with the
program: where the two disagree about one byte, a test fails. It was run once.
What it wrote is never written again; for a later version, write a later file.
"""

import base64
import hashlib
import json
import pathlib

EDITION = {
    "id": "osce-fsc-jour-883:2018-01-19",
    "sha256": "9d2d1313c3f50b8065416a09956219e22b81e723755726ec05eaae0117ebe54f",
}
FI = "delegation/FI/1f9c0a0000000001"
FI_MISSION = "delegation/FI/00000000000000f2"
SE = "delegation/SE/5e00000000000001"
EU = "delegation/EU/e000000000000001"
XA = "delegation/XA/a000000000000001"
CHAIR = "chair/-/00000000000000c4"
CHAIR_OF_FI = "chair/FI/00000000000000c5"
READER = "reader/-/ffffffffffffffff"
LARGEST = 2**53 - 1


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def short(domain, content):
    return hashlib.sha256(domain + content).digest()[:20]


def base64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def revision(by, s, e, fields, t, parents=(), ordered=True, **more):
    body = {"v": 1, "s": s, "e": e, "by": by, "t": t, "set": fields, **more}
    ids = [parent["id"] for parent in parents]
    if ids:
        body["p"] = sorted(ids) if ordered else sorted(ids, reverse=True)
    raw = short(b"revcon3-revision/1\n", canonical(body).encode())
    line = f'{{"id":"{base64url(raw)}",{canonical(body)[1:]}'
    return {"id": base64url(raw), "raw": raw, "key": (s, e, base64url(raw)), "line": line}


def fingerprint(revisions):
    ids = sorted({r["raw"] for r in revisions})
    return base64url(short(b"revcon3-set/1\n", b"".join(ids)))


def listed(name, revisions):
    lines = ",\n".join(r["line"] for r in sorted(revisions, key=lambda r: r["key"]))
    return f'"{name}":[\n{lines}\n]'


def snapshot(exported, marking, authors, unknown, shared, settings=None, private=None):
    lines = [
        "{",
        '"format":"revcon3-snapshot","version":1,"minor":0,',
        '"app":{"name":"revcon3-tracker","version":"0.1.0"},',
        f'"edition":{canonical(EDITION)},',
        f'"exported":{{"t":{exported[0]},"by":"{exported[1]}","scope":"{exported[2]}"}},',
        f'"marking":{canonical(marking)},',
        f'"authors":{canonical(authors)},',
    ]
    lines += [f"{canonical(name)}:{canonical(unknown[name])}," for name in sorted(unknown)]
    if settings is not None:
        lines.append(f'"settings":{canonical(settings)},')
    lines.append(f'"count":{len(shared)},"fingerprint":"{fingerprint(shared)}",')
    if private is not None:
        lines.append(listed("private", private) + ",")
    lines.append(listed("revisions", shared))
    return "\n".join(lines) + "}\n"


def fields():
    """Every field the format names, each with every kind of value."""
    statuses = ["not_started", "in_progress", "partly_implemented", "implemented", "ongoing", "not_applicable"]
    elements = ["PoA.1.a.1.i", "PoA.1.a.1.ii", "PoA.2.c", "PoA.4", "ITI.2.i", "ITI.8"]
    for number, (status, element) in enumerate(zip(statuses, elements)):
        yield revision(SE, "SE", element, {"status": status}, 1790000000000 + number)
    kinds = ["financial", "technical", "training", "equipment", "legal"]
    states = ["open", "matched", "delivered", "withdrawn", "open"]
    assistance = {
        f"assistance:{kind}": {"direction": ["need", "offer"][i % 2], "kind": kind, "state": states[i]}
        for i, kind in enumerate(kinds)
    }
    assistance["assistance:legal"] |= {"partner": "UNODA", "note": "Révision de la loi", "budget": 120000}
    yield revision(SE, "SE", "PoA.1.a.2.i", assistance, 1790000001000)
    everything = {
        "note": "Förordning (2020:12) – « en vigueur »",
        "responsible": "Polismyndigheten",
        "target": "CAL.2024",
        "obstacle": "Aucun",
        "priority": 3,
        "evidence:k1": {"title": "Förordning", "link": "https://example.org/2020/12", "date": "2020-02-29"},
        "evidence:k2": {"link": "A/CONF.192/15"},
        "evidence:k3": {"title": "Rapport", "pages": {"from": 1, "to": 9}},
    }
    yield revision(SE, "SE", "PoA.1.a.2.ii", everything, 1790000001001)
    yield revision(SE, "SE", "PoA.1.a.2.iii", {"target": "2022-06-30", "priority": 1}, 1790000001002)
    yield revision(SE, "SE", "Q.1", {"answer": "Oui.\nEn 2023."}, 1790000001003)
    yield revision(CHAIR, "SE", "Q.1", {"chair.note": "Reçu", "chair.query": "Quelle loi ?"}, 1790000001004)
    meeting = {"dates": "2022-06-27/2022-07-01", "place": "New York", "theme": "BMS8", "duration": "5 jours"}
    yield revision(CHAIR, "XA", "CAL.2022", meeting, 1790000001005)
    added = {"text:fr": "Un élément de plus", "text:en": "One more element", "status": "in_progress"}
    yield revision(FI, "FI", "PoA.4+FI.1", added, 1790000001006)
    yield revision(EU, "EU", "profile", {"contact": "EEAS", "x.languages": ["fr", "en"]}, 1790000001007)


def disagreements():
    """Contested in two and three ways, resolved, agreed by chance, cleared, restated."""
    base = revision(FI, "FI", "PoA.1.a.1.i", {"status": "in_progress", "note": "Loi 12"}, 1790000002000)
    capital = revision(FI, "FI", "PoA.1.a.1.i", {"status": "ongoing"}, -1, [base])
    mission = revision(FI_MISSION, "FI", "PoA.1.a.1.i", {"status": "implemented"}, 4070908800000, [base])
    reader = revision(READER, "FI", "PoA.1.a.1.i", {"status": "not_started", "note": "Loi 12"}, 0)
    yield from (base, capital, mission, reader)
    one = revision(FI, "FI", "PoA.2.c", {"note": "un", "priority": 1}, 1790000002001)
    two = revision(CHAIR_OF_FI, "FI", "PoA.2.c", {"note": "deux", "priority": 1}, 1790000002002)
    # Its parents stand in an order that this program does not write.
    choice = revision(CHAIR, "FI", "PoA.2.c", {"note": "deux"}, 1790000002003, [one, two], ordered=False)
    later = revision(FI, "FI", "PoA.2.c", {"priority": None}, 1790000002004, [choice])
    yield from (one, two, choice, later)
    cleared = revision(FI, "FI", "ITI.2.i", {"target": None}, 1790000002005)
    kept = revision(FI_MISSION, "FI", "ITI.2.i", {"target": "CAL.2019"}, 1790000002006)
    yield from (cleared, kept)
    elsewhere = revision(FI, "FI", "ITI.8", {"note": "not in this file"}, 1790000002007)
    yield revision(FI, "FI", "ITI.8", {"note": "its parent is not here"}, 1790000002008, [elsewhere, base])


def extremes():
    """What is allowed and seldom seen."""
    texts = {
        "note": "\x00\x01\x07\b\t\n\x0b\f\r\x1f \"quoted\" \\ / \x7f\x80\u2028\u2029",
        "responsible": "abc\u202edef\u202c \u2066isolate\u2069 zero\u200bwidth\u200d \ufeff",
        "obstacle": "😀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩‍👩‍👧 \U0010ffff \ud7ff\ue000 e\u0301 é",
        "x.formula": "=HYPERLINK(\"https://example.org\")",
        "x.link": "javascript:alert(1)",
        "x.numbers": [LARGEST, -LARGEST, 0, 1],
        "x.words": [True, False, None, "", [], {}],
        "x.deep": {"1": [{"2": [3]}]},
        "__proto__": {"constructor": "prototype"},
        "!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~": "every character a name may have",
        "n" * 128: "the longest name",
    }
    subject = "Z" + "z" * 63
    yield revision(XA, "XA", subject, texts, -LARGEST, **{"a member": {"1": [[[[2]]]]}, "zeta": None})
    yield revision(XA, "XA", subject, {}, LARGEST)
    yield revision(XA, "XA", "PoA.2.c", {f"x{number}": number for number in range(64)}, 7)


def main():
    here = pathlib.Path(__file__).parent
    shared = [*fields(), *disagreements(), *extremes()]
    names = {
        FI: {"name": "Capital"},
        FI_MISSION: {"name": "Mission permanente"},
        CHAIR: {"name": "Chair’s office", "seat": 1},
        READER: {"name": ""},
    }
    unknown = {"signatures": [{"over": "x"}], "x": {"1": {"2": {"3": {"4": {"5": {"6": {"7": 8}}}}}}}}
    text = snapshot((1792000000001, CHAIR, "aggregate"), "OSCE+; SMALL ARMS", names, unknown, shared)
    (here / "format-1-aggregate.json").write_text(text, encoding="utf-8", newline="\n")

    first = revision(FI, "FI", "PoA.4", {"private.note": "Ne pas diffuser"}, 1790000003000)
    second = revision(FI, "FI", "PoA.4", {"private.note": "Ni ceci"}, 1790000003001, [first])
    other = revision(FI, "FI", "PoA.2.c", {"private.note": "…", "private.x": [1]}, 1790000003002)
    settings = {"language": "fr", "marking": "OSCE+", "x": {"list": [1, {"deep": None}]}}
    text = snapshot(
        (1792000000002, FI, "backup"), "", {}, {}, [*disagreements()], settings, [first, second, other]
    )
    (here / "format-1-full-backup.json").write_text(text, encoding="utf-8", newline="\n")


main()
