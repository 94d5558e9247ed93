// What the twin knows: the outline, the texts, what States said, and where that is kept.
// Of two revisions the later one by its clock wins, as a page would do that believes clocks.

export const STANDINGS = [
  ["not_started", "○"], ["in_progress", "◔"], ["partly_implemented", "◑"], ["implemented", "●"],
  ["ongoing", "↻"], ["not_applicable", "–"], ["contested", "≠"], ["not_stated", "·"],
];
export const GLYPH = Object.fromEntries(STANDINGS);
const PLANS = ["PoA", "ITI"];

export const model = {
  lang: "en",
  texts: null,
  nodes: [],
  byId: new Map(),
  participants: [],
  meetings: [],
  revisions: new Map(),
  entries: new Map(),
  viewing: "FI",
  open: new Set(),
  query: "",
  standings: new Set(),
};

const json = async (name) => (await fetch(name)).json();

/** The outline, the texts and what is kept. */
export async function start() {
  const [data, texts, kept] = await Promise.all([
    json("data.json"), json(`texts-${model.lang}.json`), everythingKept(),
  ]);
  model.texts = texts;
  Object.assign(model, { participants: data.participants, meetings: data.meetings });
  readOutline(data.nodes);
  for (const text of kept) take(JSON.parse(text).revisions);
}

export async function speak(lang) {
  model.texts = await json(`texts-${lang}.json`);
  model.lang = lang;
}

function readOutline(nodes) {
  model.nodes = nodes.map((node, index) => ({ ...node, index, children: [] }));
  for (const node of model.nodes) {
    model.byId.set(node.id, node);
    node.up = model.byId.get(node.parent);
    if (node.up && node.kind !== "note") node.up.children.push(node);
  }
  const below = (node) => [node, ...node.children.flatMap(below)];
  model.rows = PLANS.flatMap((id) => below(model.byId.get(id)));
  model.columns = model.rows.filter((node) => node.taggable);
  for (const plan of PLANS) model.open.add(model.byId.get(plan));
}

// Texts

export function t(key, values) {
  let text = model.texts.ui[key];
  if (typeof text !== "string") text = text[values.n === 1 ? "one" : "other"] ?? text.other;
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name]) : text;
}
export const standingText = (standing) => t(`status.${standing.replaceAll("_", "-")}`);
export const text = (node) => model.texts.outline[node.id] ?? node.fr;
export const label = (node) => text(node).replace(/[;\s]+$/, "");
export const nameOf = (code) => model.texts.names[code] ?? code;
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function byName(codes) {
  const order = new Intl.Collator(model.lang);
  return codes.map((code) => [nameOf(code), code]).sort((a, b) => order.compare(a[0], b[0]));
}

// What States said

/** Takes revisions in; returns how many were new. */
export function take(revisions) {
  const fresh = revisions.filter((revision) => !model.revisions.has(revision.id));
  for (const revision of fresh) {
    model.revisions.set(revision.id, revision);
    const subjects = slot(model.entries, revision.s, () => new Map());
    const fields = slot(subjects, revision.e, () => new Map());
    for (const [field, value] of Object.entries(revision.set)) {
      const before = fields.get(field);
      if (!before || before.at <= revision.t) fields.set(field, { value, at: revision.t });
    }
  }
  return fresh.length;
}

/** What a file would bring, without taking it in. */
export function preview(snapshot) {
  let [fresh, replaced] = [0, 0];
  const states = new Set();
  for (const revision of snapshot.revisions) {
    states.add(revision.s);
    if (model.revisions.has(revision.id)) continue;
    fresh += 1;
    const fields = model.entries.get(revision.s)?.get(revision.e);
    if (fields) replaced += Object.keys(revision.set).filter((name) => fields.has(name)).length;
  }
  return { fresh, same: snapshot.revisions.length - fresh, replaced, states: [...states] };
}

function slot(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

export const said = (code, id, field) => model.entries.get(code)?.get(id)?.get(field)?.value;
export const standing = (code, node) => said(code, node.id, "status") ?? "not_stated";
export const history = (code, id) =>
  [...model.revisions.values()].filter((it) => it.s === code && it.e === id).sort((a, b) => a.t - b.t);

/** Of the list items at and below each node: how many stand where. */
export function tallies(code) {
  const counts = model.nodes.map(() => ({ total: 0 }));
  for (const node of model.columns) {
    if (node.kind !== "bullet") continue;
    const at = standing(code, node);
    for (let up = node; up; up = up.up) {
      counts[up.index].total += 1;
      counts[up.index][at] = (counts[up.index][at] ?? 0) + 1;
    }
  }
  return counts;
}

/** How many entries of a State have each meeting as their target. */
export function targets(code) {
  const counts = {};
  for (const node of model.columns) {
    const target = said(code, node.id, "target");
    if (target) counts[target] = (counts[target] ?? 0) + 1;
  }
  return counts;
}

/** The nodes that the filter wants, or null without a filter. */
export function wanted() {
  const query = plain(model.query.trim());
  if (!query && !model.standings.size) return null;
  const words = query.split(/\s+/);
  const fits = (node) => {
    const all = plain(`${node.id} ${text(node)} ${node.fr}`);
    return words.every((word) => all.includes(word))
      && (!model.standings.size || model.standings.has(standing(model.viewing, node)));
  };
  return new Set(model.rows.filter((node) => (query || node.taggable) && fits(node)));
}

/** What the tree shows: node, level, place, siblings, branch. */
export function shown(found) {
  let visible = null;
  if (found) {
    visible = new Set();
    for (const node of found) for (let up = node; up; up = up.up) visible.add(up);
  }
  const rows = [];
  const walk = (nodes, level) => {
    const here = visible ? nodes.filter((node) => visible.has(node)) : nodes;
    here.forEach((node, place) => {
      const branch = node.children.some((child) => !visible || visible.has(child));
      rows.push({ node, level, place: place + 1, siblings: here.length, branch });
      if (visible || model.open.has(node)) walk(node.children, level + 1);
    });
  };
  walk(PLANS.map((id) => model.byId.get(id)), 1);
  return rows;
}

// Keeping

const database = new Promise((done, failed) => {
  const asked = indexedDB.open("twin", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("files", { autoIncrement: true });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

async function everythingKept() {
  const store = (await database).transaction("files").objectStore("files");
  return new Promise((done) => {
    const asked = store.getAll();
    asked.onsuccess = () => done(asked.result);
  });
}

/** Keeps texts of files; done when they are on the disk. */
export async function keep(texts) {
  const change = (await database).transaction("files", "readwrite", { durability: "strict" });
  for (const one of texts) change.objectStore("files").add(one);
  return new Promise((done) => { change.oncomplete = done; });
}
