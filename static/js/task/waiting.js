// The panel of a task before it has come: what its row or card knows, in a copy of <template id="panel-waiting">.

const shape = () => document.getElementById("panel-waiting");

// The script of the forms in the panel, which are plain ones until it has come, or if it doesn't.
export const loadForms = () => import(shape().dataset.parts).catch(() => undefined);

// `link` leads to the task, from its row or card if there is one.
export function waiting(link, url) {
  const content = shape().content.cloneNode(true);
  const row = link?.closest("[data-task]");
  const key = row?.dataset.task ?? url.split("/").at(-1);
  const title = row ? link.textContent : key;
  content.querySelector("article").dataset.taskPage = key;
  content.querySelector("[data-key]").textContent = key;
  content.querySelector("h1").textContent = title;
  content.querySelector("textarea").defaultValue = row ? title : "";
  for (const out of content.querySelectorAll(".panel__out, [data-panel-out]")) out.href = url;
  for (const place of row ? content.querySelectorAll("[data-known]") : []) {
    const nodes = KNOWN[place.dataset.known]?.(row) ?? [];
    if (nodes.length) place.querySelector(".skeleton").replaceWith(...nodes);
  }
  return content;
}

// Says why the task did not come, and offers ways on.
export function failed(content, words) {
  const notice = content.querySelector("[data-failed]");
  notice.hidden = false;
  notice.querySelector("[data-words]").textContent = words;
  content.querySelector("[data-rest]").hidden = true;
}

const copies = (row, found) => [...row.querySelectorAll(found)].map((one) => one.cloneNode(true));
const said = (row, name) => row.querySelector(`[data-property="${name}"]`)?.getAttribute("aria-label").split(": ")[1];

const KNOWN = {
  status(row) {
    const group = row.closest("[data-group]");
    const sign = row.querySelector('svg[class*="status--"]') ?? group?.querySelector('svg[class*="status--"]');
    return sign ? [line(sign.cloneNode(true), said(row, "status") ?? group?.querySelector("h2")?.textContent ?? "")] : [];
  },
  priority(row) {
    const [sign] = copies(row, "svg.priority");
    return sign ? [line(sign, said(row, "priority") ?? sign.getAttribute("aria-label") ?? "")] : [];
  },
  due: (row) => copies(row, "time.due"),
  labels: (row) => copies(row, ".label").map((one) => (one.classList.add("label--pill"), one)),
  assignees: (row) => copies(row, ".avatar[title]").map((one) => (one.classList.add("avatar--small"), line(one, one.title))),
};

function line(sign, words) {
  const place = Object.assign(document.createElement("span"), { className: "props__line" });
  place.append(sign, Object.assign(document.createElement("span"), { textContent: words }));
  return place;
}
