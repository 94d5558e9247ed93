// The twin's pages, with the tags and classes of the app's, and what happens on them.

import {
  GLYPH, STANDINGS, byName, history, keep, label, model, nameOf, preview, said, shown, speak,
  standing, standingText, start, t, take, tallies, targets, text, wanted,
} from "./model.js";

const LANGUAGES = [
  ["ar", "العربية"], ["zh", "中文"], ["en", "English"], ["fr", "Français"], ["ru", "Русский"],
  ["es", "Español"], ["de", "Deutsch"], ["it", "Italiano"],
];
const PAGES = [
  "plan", "overview", "assistance", "calendar", "documents", "papers", "contested", "exchange",
  "compare", "about",
];
const SVG = "http://www.w3.org/2000/svg";

/** An element. Attributes that are null or undefined are left out. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  return fill(element, attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const $ = (selector) => document.querySelector(selector);
const hidden = (words) => h("span", { class: "visually-hidden" }, words);
const option = (value, words, chosen) =>
  h("option", { value, selected: chosen ? "" : null }, words);

// Marks

function mark(at, quiet) {
  const words = standingText(at);
  return h("span", { class: "standing", "data-standing": at, title: words },
    h("span", { class: "standing-glyph", "aria-hidden": "true" }, GLYPH[at]),
    quiet ? hidden(words) : h("span", null, words));
}

function progress(tally) {
  const bar = svg("svg", {
    class: "progress", width: "100%", height: "10", viewBox: `0 0 ${tally.total} 10`,
    preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false",
  }, svg("g", null, svg("rect", { class: "track", width: "100%", height: "10" })));
  let x = 0;
  for (const [at] of STANDINGS) {
    const width = at === "not_stated" ? 0 : tally[at] ?? 0;
    if (width) bar.append(svg("rect", { class: "segment", "data-standing": at, y: 0, height: 10, x, width }));
    x += width;
  }
  return bar;
}

const stated = (tally) => tally.total - (tally.not_stated ?? 0);

// The frame

function frame() {
  document.documentElement.lang = model.lang;
  document.title = t("app.name");
  const main = h("main", { id: "main", tabindex: "-1" });
  document.body.replaceChildren(
    h("a", { class: "skip-link", href: "#main" }, t("skip.to-content")), header(), main,
    h("div", { class: "announcement", role: "status", "aria-live": "polite", "data-testid": "announcement" }),
    h("footer", { class: "footer" }, h("p", null, t("footer.promise")),
      h("p", { class: "edition" }, t("footer.edition"), " ", h("code", null, "osce-fsc-jour-883:2018-01-19"))));
  route();
}

function header() {
  const icon = (sign, words, id) => h("button", {
    class: "icon-button", type: "button", disabled: id ? "" : null, "data-testid": id, title: words, "aria-label": words,
  }, h("span", { "aria-hidden": "true" }, sign));
  const languages = LANGUAGES.map(([code, name]) =>
    h("option", { value: code, lang: code, dir: code === "ar" ? "rtl" : "ltr", selected: code === model.lang ? "" : null }, name));
  return h("header", { class: "header" },
    h("div", { class: "header-bar" },
      h("a", { class: "brand", href: "#/plan" }, h("span", { class: "brand-name" }, t("app.name")),
        h("span", { class: "brand-line" }, t("app.line"))),
      h("button", { type: "button", id: "pages-button", class: "pages-button", "aria-controls": "pages", "aria-expanded": "false" },
        h("span", { "aria-hidden": "true" }, "☰"), " ", t("nav.label")),
      whose(),
      h("div", { class: "button-pair" }, icon("↶", t("undo"), "undo"), icon("↷", t("redo"), "redo")),
      h("p", { class: "save-state", "data-state": "nothing", role: "status", "data-testid": "save-state" },
        h("span", { class: "save-mark", "aria-hidden": "true" }), h("span", null, t("save.nothing"))),
      h("div", { class: "header-tools" },
        icon("☾", t("theme.dark")),
        h("select", { class: "language-list", "aria-label": t("language.label"), "data-testid": "language" }, ...languages))),
    h("nav", { id: "pages", class: "header-nav", "aria-label": t("nav.label") }, h("ul", { class: "pages" },
      ...PAGES.map((page) => h("li", null, h("a", { href: `#/${page}` }, t(`nav.${page}`)))))));
}

function whose() {
  const present = new Set(model.entries.keys());
  const rest = model.participants.filter((it) => !present.has(it.code));
  const group = (words, codes) => h("optgroup", { label: words },
    ...byName(codes).map(([name, code]) => option(code, name, code === model.viewing)));
  const codes = (wanted) => rest.filter(wanted).map((it) => it.code);
  return h("div", { class: "whose" }, h("label", { for: "viewing" }, t("whose.label")),
    h("select", { class: "participants", id: "viewing" }, option("", t("picker.none")),
      group(t("picker.present"), [...present]),
      group(t("picker.osce"), codes((it) => it.osce)),
      group(t("picker.others"), codes((it) => !it.osce))));
}

function saving(state) {
  const place = $(".save-state");
  place.dataset.state = state;
  place.lastChild.textContent = t(`save.${state}`);
}

// The plan page

function planPage(id) {
  const node = model.byId.get(id);
  const buttons = [["open-all", "outline.open-all"], ["close-all", "outline.close-all"], ["as-list", "outline.as-list"]];
  const counts = tallies(model.viewing);
  return [h("h1", { class: "visually-hidden" }, t("nav.plan")),
    h("div", { class: node ? "plan-page has-selection" : "plan-page" },
      h("section", { class: "outline", "aria-labelledby": "outline-title" },
        h("div", { class: "outline-head" }, h("h2", { id: "outline-title" }, t("outline.title")),
          h("div", { class: "button-pair" }, ...buttons.map(([name, key]) =>
            h("button", { class: "quiet", type: "button", "data-testid": name }, t(key))))),
        filters(counts),
        h("div", { class: "tree", role: "tree", id: "plan-tree", "aria-labelledby": "outline-title" }, ...treeRows(counts))),
      h("section", { class: "plan-detail", id: "detail" }, node ? entry(node) : summary(counts)),
      calendar())];
}

const PLAN_IDS = ["PoA", "ITI"];
const ofPlans = (counts, at) =>
  PLAN_IDS.reduce((sum, id) => sum + (counts[model.byId.get(id).index][at] ?? 0), 0);

function filters(counts) {
  const chip = ([at]) => h("button", {
    class: "chip", type: "button", "data-standing": at, "aria-pressed": String(model.standings.has(at)),
  }, mark(at), h("span", { class: "chip-count" }, String(ofPlans(counts, at))));
  return h("search", { class: "filters" },
    h("label", { class: "visually-hidden", for: "search" }, t("filter.search")),
    h("input", { id: "search", type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", placeholder: t("filter.search") }),
    h("div", { class: "chips", role: "group", "aria-label": t("filter.standing") }, ...STANDINGS.map(chip)));
}

let active = null;
let selected = null;

/** The rows; those that were there and are the same are kept. */
function treeRows(counts) {
  const found = wanted();
  const rows = shown(found);
  if (!rows.some(({ node }) => node === active)) active = rows[0]?.node;
  return rows.map((row) => treeRow(row, counts, found));
}

function treeRow({ node, level, place, siblings, branch }, counts, found) {
  const open = branch ? String(Boolean(found) || model.open.has(node)) : null;
  return h("div", {
    class: "row", role: "treeitem", id: `row-${node.index}`, "data-id": node.id, "data-level": level,
    "data-branch": branch, "aria-level": level, "aria-posinset": place, "aria-setsize": siblings,
    "aria-expanded": open, "aria-selected": String(node === selected), tabindex: node === active ? "0" : "-1",
  },
  h("span", { class: "twist", "aria-hidden": "true" }, branch ? "▸" : ""),
  h("span", { class: "marker", dir: "ltr" }, node.marker),
  h("span", { class: "row-text" }, label(node)), rowState(node, branch, counts));
}

function rowState(node, branch, counts) {
  if (node.taggable) return h("span", { class: "row-state" }, mark(standing(model.viewing, node), true));
  if (!branch) return null;
  const tally = counts[node.index];
  return h("span", { class: "row-state row-progress" }, progress(tally),
    h("span", { class: "row-count", "aria-hidden": "true" }, `${stated(tally)}/${tally.total}`),
    hidden(t("row.stated", { stated: stated(tally), total: tally.total })));
}

/** Shows the rows that are wanted now, and keeps those that were shown already. */
function drawTree() {
  const tree = $("#plan-tree");
  const before = new Map([...tree.children].map((row) => [row.dataset.id, row]));
  const found = wanted();
  const counts = tallies(model.viewing);
  const rows = shown(found);
  if (!rows.some(({ node }) => node === active)) active = rows[0]?.node;
  tree.replaceChildren(...rows.map((row) => {
    const old = before.get(row.node.id);
    const same = old && old.dataset.branch === String(row.branch)
      && old.ariaPosInSet === String(row.place) && old.ariaSetSize === String(row.siblings);
    if (!same) return treeRow(row, counts, found);
    if (row.branch) old.ariaExpanded = String(Boolean(found) || model.open.has(row.node));
    old.tabIndex = row.node === active ? 0 : -1;
    return old;
  }));
  foundLine(found);
}

function foundLine(found) {
  let line = $(".filter-found");
  if (!found) return line?.remove();
  if (!line) {
    line = h("p", { class: "filter-found" }, h("span", { role: "status", "data-testid": "found" }),
      h("button", { class: "quiet", type: "button", "data-testid": "show-all" }, t("filter.clear")));
    $(".filters").append(line);
  }
  line.firstChild.textContent = t("filter.found", { n: found.size });
}

function summary(counts) {
  const plan = (id) => {
    const node = model.byId.get(id);
    const tally = counts[node.index];
    const item = ([at]) => h("li", tally[at] ? null : { class: "none" }, mark(at), h("span", { class: "legend-count" }, String(tally[at] ?? 0)));
    const share = Math.round((100 * stated(tally)) / tally.total);
    return h("section", { class: "plan-tally" }, h("h3", null, h("a", { href: `#/plan/${id}` }, label(node))), progress(tally),
      h("p", { class: "legend-line" }, `${t("row.stated", { stated: stated(tally), total: tally.total })} (${share}%)`),
      h("ul", { class: "legend" }, ...STANDINGS.map(item)));
  };
  return h("div", { class: "plan-summary" }, h("h2", null, nameOf(model.viewing)), h("p", { class: "hint" }, t("summary.text")),
    ...PLAN_IDS.map(plan), h("p", { class: "hint" }, t("summary.self")));
}

// The entry

function entry(node) {
  const path = [];
  for (let up = node.up; up?.up; up = up.up) path.unshift(up);
  const step = (up) => h("li", null, h("a", { href: `#/plan/${up.id}` }, h("bdi", { dir: "ltr" }, up.marker), ` ${label(up)}`));
  return h("article", { class: "entry", "aria-labelledby": "entry-title" },
    h("div", { class: "source" }, h("a", { class: "back", href: "#/plan" }, t("back.to-plan")),
      h("nav", { class: "path", "aria-label": t("path") }, h("ol", null, ...path.map(step))),
      h("h2", { class: "entry-title", id: "entry-title", tabindex: "-1" }, h("span", { class: "entry-id" }, node.id),
        h("span", { class: "translation" }, text(node))),
      h("p", { class: "unofficial" }, t("source.unofficial")),
      h("blockquote", { class: "quote", lang: "fr", dir: "ltr" }, node.fr),
      h("p", { class: "source-place" }, t("source.place", { lines: node.source_lines.join("–") }))),
    node.taggable ? form(node) : h("div", null), neighbours(node));
}

function form(node) {
  return h("div", { class: "entry-form" },
    h("h3", { class: "entry-state" }, t("entry.state", { state: nameOf(model.viewing) })),
    h("fieldset", { class: "plain" }, statusPicker(node),
      h("div", { class: "field-row" }, targetField(node), priorityField(node)),
      textField(node, "note", t("field.note"), 3), textField(node, "responsible", t("field.responsible"), 1),
      textField(node, "obstacle", t("field.obstacle"), 2),
      items("evidence", ["evidence.add"]), items("assistance", ["assistance.add-need", "assistance.add-offer"]),
      h("div", { class: "private" }, textField(node, "private.note", t("field.private"), 2, t("field.private-hint"))),
      h("div", { class: "chair-fields" })),
    historyOf(node));
}

function statusPicker(node) {
  const chosen = standing(model.viewing, node);
  const choice = ([at, glyph]) => {
    const radio = h("input", { type: "radio", name: "status", value: at });
    radio.checked = at === chosen;
    return h("label", { class: "status-option", "data-standing": at }, radio,
      h("span", { class: "status-face" }, h("span", { class: "standing-glyph", "aria-hidden": "true" }, glyph), h("span", null, standingText(at))));
  };
  return h("fieldset", { class: "status" }, h("legend", null, t("field.status")),
    h("div", { class: "status-options" }, ...STANDINGS.filter(([at]) => at !== "contested").map(choice)),
    h("p", { class: "hint" }, t("field.status-hint")));
}

function targetField(node) {
  const target = said(model.viewing, node.id, "target") ?? "";
  const meetings = model.nodes.filter((it) => it.kind === "meeting");
  return h("div", { class: "field", "data-field": "target" }, h("label", { for: "field-target" }, t("field.target")),
    h("select", { id: "field-target" }, option("", t("field.target-none")),
      ...meetings.map((it) => option(it.id, label(it), it.id === target)), option("day", t("field.target-day"))));
}

function priorityField(node) {
  const priority = String(said(model.viewing, node.id, "priority") ?? "");
  return h("div", { class: "field", "data-field": "priority" }, h("label", { for: "field-priority" }, t("field.priority")),
    h("select", { id: "field-priority" }, option("", t("field.priority-none")),
      ...["1", "2", "3"].map((n) => option(n, t("field.priority-n", { n }), n === priority))));
}

function textField(node, name, words, rows, hint) {
  const id = `field-${`${node.id}.${name}`.replaceAll(".", "-")}`;
  const value = said(model.viewing, node.id, name) ?? "";
  const area = h("textarea", {
    class: "grow", id, dir: "auto", rows, maxlength: "20000", "aria-describedby": hint ? `${id}-hint` : null,
  });
  area.value = value;
  return h("div", { class: "field", "data-field": name }, h("label", { for: id }, words),
    hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null, area,
    h("p", { class: "print-value", dir: "auto", "aria-hidden": "true" }, value));
}

function items(name, adds) {
  return h("section", { class: "items", "aria-labelledby": `${name}-title` }, h("h4", { id: `${name}-title` }, t(`${name}.title`)),
    h("ul"), h("div", { class: "button-pair" }, ...adds.map((key) => h("button", { class: "add", type: "button" }, t(key)))));
}

function historyOf(node) {
  const revisions = history(model.viewing, node.id);
  const when = new Intl.DateTimeFormat(model.lang, { dateStyle: "medium", timeStyle: "short" });
  const line = (it) => h("li", null, h("bdi", null, t("history.line", {
    author: it.by, time: when.format(it.t), fields: Object.keys(it.set).join(", "),
  })));
  return h("details", { class: "history", "data-id": node.id }, h("summary", null, t("history.title", { n: revisions.length })),
    h("ol", null, ...revisions.map(line)), h("p", { class: "hint" }, t("history.hint")));
}

function neighbours(node) {
  const place = model.rows.indexOf(node);
  const link = (side, other) => other
    ? h("a", { class: `neighbour ${side}`, href: `#/plan/${other.id}` },
      h("span", { class: "neighbour-word" }, t(`neighbour.${side}`)), h("span", { class: "neighbour-name" }, label(other)))
    : null;
  return h("nav", { class: "neighbours", "aria-label": t("neighbours") },
    link("before", model.rows[place - 1]), link("after", model.rows[place + 1]));
}

// The calendar

function calendar() {
  const counts = targets(model.viewing);
  const planned = (it) => (it.planned ? Number(it.planned.slice(4)) : it.year);
  const years = [...new Set(model.meetings.map(planned))].sort();
  const when = new Intl.DateTimeFormat(model.lang, { dateStyle: "long", timeZone: "UTC" });
  const record = (it) => {
    const days = it.start ? when.formatRange(new Date(it.start), new Date(it.end)) : "";
    const outcome = { held: "held", not_listed: "not-listed", upcoming: "upcoming", postponed_held: "held-late" }[it.outcome];
    return h("div", { class: "layer record", "data-layer": outcome === "upcoming" ? "coming" : "record", "data-outcome": outcome },
      h("p", { class: "layer-name" }, t(`outcome.${outcome}`)),
      h("p", { class: "meeting-name" }, model.texts.record[it.id].short), h("p", { class: "when" }, [days, it.place].filter(Boolean).join(", ")));
  };
  const year = (number) => {
    const proposal = model.byId.get(`CAL.${number}`);
    const layers = proposal
      ? [h("div", { class: "layer proposal" }, h("p", { class: "layer-name" }, t("calendar.proposed")), h("p", null, text(proposal).replace(/^\d+ – /, "")))]
      : [];
    layers.push(...model.meetings.filter((it) => planned(it) === number).map(record));
    if (counts[`CAL.${number}`]) layers.push(h("button", { class: "chip targets", type: "button", "aria-pressed": "false" }, t("calendar.targets", { n: counts[`CAL.${number}`] })));
    return h("li", { class: "year", "data-year": number, "data-proposed": Boolean(proposal) }, h("h3", { class: "year-name" }, String(number)), ...layers);
  };
  return h("aside", { class: "calendar", "aria-labelledby": "calendar-title", tabindex: "0" },
    h("h2", { id: "calendar-title" }, t("nav.calendar")), h("ol", { class: "years" }, ...years.map(year)));
}

// The overview

function overview() {
  const states = byName([...model.entries.keys()]);
  const words = Object.fromEntries(STANDINGS.map(([at]) => [at, standingText(at)]));
  const head = (node) => h("th", { scope: "col", title: label(node) }, h("span", { class: "matrix-id" }, node.id), hidden(label(node)));
  const cell = (row, node, column) => {
    const at = standing(states[row][1], node);
    return h("td", {
      "data-standing": at, tabindex: row + column === 0 ? "0" : "-1", "aria-label": words[at],
    }, GLYPH[at]);
  };
  const line = ([name], row) =>
    h("tr", null, h("th", { scope: "row" }, name), ...model.columns.map((node, column) => cell(row, node, column)));
  return [h("div", { class: "overview" }, h("h1", null, t("overview.title")), h("p", { class: "lead" }, t("overview.lead")),
    h("p", { class: "hint", id: "matrix-keys" }, t("overview.keys")),
    h("div", { class: "matrix" }, h("table", { role: "grid", "aria-label": t("overview.matrix"), "aria-describedby": "matrix-keys", "data-testid": "matrix" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("export.state")), ...model.columns.map(head))),
      h("tbody", null, ...states.map(line)))),
    h("ul", { class: "signs" }, ...STANDINGS.map(([at, glyph]) =>
      h("li", null, h("span", { class: "sign", "data-standing": at, "aria-hidden": "true" }, glyph), ` ${words[at]}`))))];
}

// The exchange

let arrivals = [];

function exchange() {
  arrivals = [];
  return [h("div", { class: "exchange" }, h("h1", null, t("exchange.title")), h("p", { class: "lead" }, t("exchange.lead")),
    h("section", { class: "arrived", "aria-labelledby": "arrivals-title" }, h("h2", { id: "arrivals-title" }, t("arrivals.title")),
      h("div", { class: "button-pair", id: "all" }),
      h("table", { class: "arrivals", role: "table", "aria-labelledby": "arrivals-title" },
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...["import.file", "import.states", "import.new", "import.same",
          "import.replaced", "import.contested", "import.refused", "import.decision"].map((key) => h("th", { role: "columnheader", scope: "col" }, t(key))))))),
    h("section", { class: "receive" }, h("h2", null, t("import.title")), h("label", { for: "import-file" }, t("import.label")),
      h("input", { type: "file", id: "import-file", multiple: "" })))];
}

async function read(files) {
  for (const file of files) {
    const words = await file.text();
    const snapshot = JSON.parse(words);
    const card = arrival(file.name, snapshot, preview(snapshot));
    arrivals.push({ words, snapshot, card });
    $(".arrivals").append(card);
  }
  $("#all").replaceChildren(
    h("button", { class: "primary", type: "button", "data-testid": "take-all" }, t("arrivals.take-all", { n: arrivals.length })),
    h("button", { type: "button", "data-testid": "put-all-away" }, t("arrivals.put-all-away")));
}

function arrival(name, snapshot, brings) {
  const number = (key, id, n) => h("td", { class: n ? "number" : "number nothing", role: "cell" },
    h("span", { class: "cell-label" }, `${t(key)} `), h("span", { "data-testid": id }, String(n)));
  const [author] = Object.values(snapshot.authors);
  const time = new Intl.DateTimeFormat(model.lang, { dateStyle: "medium", timeStyle: "short" }).format(snapshot.exported.t);
  return h("tbody", { class: "arrival", role: "rowgroup", "data-state": "waiting" },
    h("tr", { role: "row" }, h("th", { role: "rowheader", scope: "row" }, h("h3", null, h("bdi", null, name))),
      h("td", { class: "covers", role: "cell" }, brings.states.map(nameOf).join(", ")),
      number("import.new", "new", brings.fresh), number("import.same", "same", brings.same),
      number("import.replaced", "replaced", brings.replaced), number("import.contested", "contested-count", 0),
      number("import.refused", "refused", 0),
      h("td", { class: "decision", role: "cell" }, h("button", { type: "button" }, t("import.take-in")), h("button", { type: "button" }, t("import.put-away")))),
    h("tr", { class: "notes", role: "row" }, h("td", { role: "cell", colspan: "8" },
      h("p", { class: "from" }, h("bdi", null, t("import.from", { author: author?.name ?? "", time }))),
      h("p", { class: "marking" }, h("bdi", null, snapshot.marking)), h("ul", { class: "warnings" }),
      h("details", { class: "about-file" }, h("summary", null, t("import.details"))))));
}

async function takeAll() {
  await keep(arrivals.map((it) => it.words));
  for (const { snapshot, card } of arrivals) {
    take(snapshot.revisions);
    card.dataset.state = "taken";
    card.querySelector(".decision").replaceChildren(h("p", { class: "done", "data-testid": "taken-in" }, t("import.taken")),
      h("button", { type: "button" }, t("import.undo")));
  }
  $(".announcement").replaceChildren(h("p", null, t("arrivals.taken", { n: arrivals.length })));
  $(".whose").replaceWith(whose());
}

// What happens

async function state(value) {
  const id = crypto.randomUUID();
  const revision = { id, by: "delegation/FI", e: selected.id, s: model.viewing, set: { status: value }, t: Date.now(), v: 1 };
  take([revision]);
  const counts = tallies(model.viewing);
  for (let node = selected; node; node = node.up) {
    $(`#row-${node.index} .row-state`)?.replaceWith(rowState(node, node.children.length > 0, counts));
  }
  for (const [at] of STANDINGS) $(`.chip[data-standing=${at}] .chip-count`).textContent = String(ofPlans(counts, at));
  const open = $(".history").open;
  $(".history").replaceWith(historyOf(selected));
  $(".history").open = open;
  saving("saving");
  await keep([JSON.stringify({ revisions: [revision] })]);
  saving("saved");
}

function route() {
  const [, page, id] = location.hash.split("/");
  for (const link of document.querySelectorAll(".pages a")) {
    const here = link.hash === `#/${page || "plan"}`;
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  const onPlan = page === undefined || page === "plan" || page === "";
  const before = selected;
  selected = onPlan ? model.byId.get(id) : null;
  for (let up = selected?.up; up; up = up.up) model.open.add(up);
  if (selected) active = selected;
  const pages = { overview, exchange };
  if (onPlan && before && selected && $("#plan-tree")) {
    $("#detail").replaceChildren(entry(selected));
    for (const [node, is] of [[before, false], [selected, true]]) $(`#row-${node.index}`)?.setAttribute("aria-selected", is);
    return drawTree();
  }
  $("#main").replaceChildren(...(pages[page]?.() ?? planPage(id)));
}

function move(step) {
  const rows = [...$("#plan-tree").children];
  const to = rows[rows.findIndex((row) => row.tabIndex === 0) + step];
  if (!to) return;
  $("#plan-tree [tabindex='0']").tabIndex = -1;
  to.tabIndex = 0;
  active = model.byId.get(to.dataset.id);
  to.focus();
}

const CLICKS = {
  "open-all": () => { model.rows.filter((it) => it.children.length).forEach((it) => model.open.add(it)); drawTree(); },
  "close-all": () => { model.open.clear(); PLAN_IDS.forEach((id) => model.open.add(model.byId.get(id))); drawTree(); },
  "take-all": takeAll,
  "put-all-away": () => { arrivals.forEach(({ card }) => card.remove()); arrivals = []; $("#all").replaceChildren(); },
};

addEventListener("hashchange", route);
addEventListener("click", (event) => CLICKS[event.target.closest("[data-testid]")?.dataset.testid]?.());
addEventListener("input", (event) => {
  if (event.target.id === "search") { model.query = event.target.value; drawTree(); }
});
addEventListener("change", async ({ target }) => {
  if (target.name === "status") state(target.value);
  if (target.id === "import-file") {
    await read([...target.files]);
    // The same files may come again.
    target.value = "";
  }
  if (target.dataset.testid === "language") { await speak(target.value); frame(); }
});
addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && event.target.closest("#plan-tree")) { event.preventDefault(); move(step); }
});

await start();
frame();
