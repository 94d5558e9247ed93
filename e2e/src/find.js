// Returns the elements that a user would mean. Arguments: how, what, name, within, hidden, click.
const [how, what, name, within, hidden, click] = arguments;

const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const SILENT = "[aria-hidden=true], script, style, template, select, textarea, datalist";
const spoken = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  return [...node.childNodes]
    .map((child) => (child.nodeType === Node.ELEMENT_NODE && child.matches(SILENT) ? "" : spoken(child)))
    .join(child_gap(node));
};
// Words of neighbouring blocks do not run together.
const child_gap = (node) => (node.querySelector("div, p, li, td, th, dt, dd, br") ? " " : "");

const byIds = (ids) =>
  ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(spoken).join(" ");

// The accessible name, near enough: labelledby, label, <label>, caption or legend, alt, text, title.
const nameOf = (el) => {
  const heading = el.matches("table, fieldset, figure, details")
    ? el.querySelector("caption, legend, figcaption, summary")
    : null;
  return squeeze(
    (el.hasAttribute("aria-labelledby") && byIds(el.getAttribute("aria-labelledby"))) ||
      el.getAttribute("aria-label") ||
      (el.labels?.length && [...el.labels].map(spoken).join(" ")) ||
      (heading && spoken(heading)) ||
      el.getAttribute("alt") ||
      (el.matches("input[type=submit], input[type=button], input[type=reset]") && el.value) ||
      spoken(el) ||
      el.getAttribute("title") ||
      el.getAttribute("placeholder"),
  );
};

const ROLES = {
  alert: "", article: "article", banner: "header", button: "button, summary, input[type=button], input[type=submit], input[type=reset]",
  cell: "td", checkbox: "input[type=checkbox]", columnheader: "thead th, th[scope=col]", combobox: "select:not([multiple]):not([size])",
  complementary: "aside", contentinfo: "footer", dialog: "dialog", figure: "figure", form: "form", group: "fieldset, details",
  heading: "h1, h2, h3, h4, h5, h6", img: "img, svg", link: "a[href]", list: "ul, ol", listitem: "li", main: "main",
  navigation: "nav", option: "option", progressbar: "progress", radio: "input[type=radio]",
  region: "section[aria-label], section[aria-labelledby]", row: "tr", rowheader: "th[scope=row]", searchbox: "input[type=search]",
  status: "output", table: "table",
  textbox: "textarea, input:not([type]), input[type=text], input[type=email], input[type=url], input[type=tel]",
};
const hasRole = (role) => {
  const native = ROLES[role] ? `:is(${ROLES[role]}):not([role])` : null;
  return [native, `[role~="${role}"]`].filter(Boolean).join(", ");
};

const FIELDS = "input, select, textarea, [contenteditable=true], [role=textbox], [role=combobox], [role=slider], [role=spinbutton]";
const ACTIVE = "button, a[href], summary, label, option, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=treeitem]";

const roots = within ? [...document.querySelectorAll(within)] : [document];
const all = (selector) => [...new Set(roots.flatMap((root) => [...root.querySelectorAll(selector)]))];
const shown = (el) => hidden || el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });

// An exact name wins over a part of one.
const named = (elements, wanted, name_of) => {
  const visible = elements.filter(shown);
  if (wanted === null) return visible;
  const target = squeeze(wanted);
  const pairs = visible.map((el) => [el, name_of(el)]);
  const exact = pairs.filter(([, text]) => text === target);
  return (exact.length ? exact : pairs.filter(([, text]) => text.includes(target))).map(([el]) => el);
};
const innermost = (elements) => elements.filter((el) => !elements.some((other) => other !== el && el.contains(other)));

let found;
if (how === "css") found = all(what).filter(shown);
else if (how === "testid") found = all(`[data-testid="${CSS.escape(what)}"]`).filter(shown);
else if (how === "role") found = named(all(hasRole(what)), name, nameOf);
else if (how === "label") found = named(all(FIELDS), what, nameOf);
else found = innermost(named(all("body *:not(script, style, template)"), what, (el) => squeeze(spoken(el)) || squeeze(el.value)))
    .map((el) => el.closest(ACTIVE) ?? el);

// A styled radio button or box is often drawn by its label: that is what a hand hits.
const handle = (el) => {
  if (!click || !el.matches("input[type=radio], input[type=checkbox]") || !el.labels?.length) return el;
  const box = el.getBoundingClientRect();
  const invisible = box.width < 8 || box.height < 8 || getComputedStyle(el).opacity === "0";
  return invisible ? el.labels[0] : el;
};
return [...new Set(found)].map(handle);
