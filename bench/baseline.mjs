// One round under Node: `baseline.mjs wasm MODULE FOLDER` does every step with the core compiled
// to wasm, `baseline.mjs js FOLDER` does what plain JavaScript would do instead: JSON.parse and a
// Map, without proving anything. Prints what each took in nanoseconds.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [how, ...rest] = process.argv.slice(2);
const folder = rest.at(-1);
const files = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)));

// The time that this thread was at work where the system tells, so that other programs do not
// count; the time that went by where not.
function taken() {
    try {
        return BigInt(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]);
    } catch {
        return process.hrtime.bigint();
    }
}

function timed(task, times, step) {
    const begun = taken();
    let number = 0;
    for (let time = 0; time < times; time++) number = step();
    const took = (taken() - begun) / BigInt(times);
    console.log(`${task} ${took} ${Number(number)}`);
}

function wasm() {
    const load = createRequire(import.meta.url);
    const { Bench } = load(resolve(rest[0]));
    const bench = new Bench();
    for (const file of files) bench.feed(file);
    for (const line of Bench.tasks().split("\n")) {
        const [task, times] = line.split(" ");
        timed(task, Number(times), () => bench.run(task));
    }
    console.log(`memory ${Bench.memory().buffer.byteLength} 0`);
}

function js() {
    const all = new Map();
    const parsed = [];
    let text = "";
    timed("import", 1, () => {
        for (const file of files) {
            const { revisions } = JSON.parse(file.toString());
            parsed.push(revisions);
            for (const revision of revisions) all.set(revision.id, revision);
        }
        return all.size;
    });
    timed("union", 1, () => {
        const union = new Map();
        for (const revisions of parsed)
            for (const revision of revisions) union.set(revision.id, revision);
        return union.size;
    });
    timed("export", 1, () => {
        const of = (r) => `${r.s} ${r.e} ${r.id}`;
        const keyed = [...all.values()].map((revision) => [of(revision), revision]);
        keyed.sort((a, b) => (a[0] < b[0] ? -1 : 1));
        const lines = keyed.map(([, revision]) => JSON.stringify(revision));
        text = `{"revisions":[\n${lines.join(",\n")}\n]}\n`;
        return lines.length;
    });
    timed("read", 1, () => {
        const map = new Map();
        for (const revision of JSON.parse(text).revisions) map.set(revision.id, revision);
        return map.size;
    });
    timed("start", 1, () => {
        const map = new Map();
        for (const line of text.split("\n").slice(1, -2)) {
            const revision = JSON.parse(line.endsWith(",") ? line.slice(0, -1) : line);
            map.set(revision.id, revision);
        }
        return map.size;
    });
    console.log(`memory ${process.memoryUsage().rss} 0`);
}

({ wasm, js })[how]();
