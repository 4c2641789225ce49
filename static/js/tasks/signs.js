// How a value that was just chosen looks on a row or a card until the server draws it. Among a task's properties, which
// come with a script of their own, "property:chosen" asks for it (task/chosen.js).

const CLOSED = { completed: "done", cancelled: "cancelled" };
const MOST = 3; // labels and people on a row

// A function that draws the choice on an element. `name` is the menu's, `button` the one pressed in it, `fields` what its
// form sends.
export function drawing(name, button, fields) {
  const sent = [...fields.keys()].find((one) => /_(add|remove)$/.test(one)); // the button has changed since
  const [, what, add] = /^(\w+?)(?:_(add|remove))?$/.exec(sent ?? (button?.name || name));
  const sign = signOf(button, fields);
  return (element) => {
    const detail = { name, sign, add };
    if (element.id === "task-props") element.dispatchEvent(new CustomEvent("property:chosen", { bubbles: true, detail }));
    else DRAWN[what]?.(element, button?.value ?? "", sign, add);
  };
}

// What the button of a choice shows, without its tick and its note; for a date or a text that is typed, the text.
function signOf(button, fields) {
  const kept = button?.name ? button.cloneNode(true) : typed(button?.form, fields);
  for (const one of kept.querySelectorAll(".menu__tick, .quiet")) one.remove();
  const day = button?.name === "due_on" && button.value;
  const nodes = day ? [moment(kept.textContent.trim(), day)] : [...kept.childNodes];
  return () => nodes.map((one) => one.cloneNode(true));
}

function typed(form, fields) {
  const place = document.createElement("span");
  const field = form?.querySelector("input:not([type=hidden])");
  const value = fields.get(field?.name);
  const at = fields.get("due_time");
  if (value) place.append(field.type === "date" ? moment(dayOf(value), at ? `${value}T${at}` : value) : value);
  return place;
}

const moment = (textContent, dateTime) => Object.assign(document.createElement("time"), { className: "due", dateTime, textContent });

function dayOf(iso) {
  const day = new Date(`${iso}T12:00`);
  const month = day.toLocaleDateString("en", { month: "short" });
  return `${day.getDate()} ${month}`;
}

const svgOf = (sign) => sign().find((one) => one.matches?.("svg"));

const DRAWN = {
  status(row, value, sign) {
    row.dataset.status = value;
    const kind = row.matches("[data-card]") ? "card" : "task-row";
    for (const [status, look] of Object.entries(CLOSED)) row.classList.toggle(`${kind}--${look}`, status === value);
    row.querySelector('[data-property="status"] svg')?.replaceWith(svgOf(sign));
  },
  priority(row, value, sign) {
    row.dataset.priority = value;
    const opener = row.querySelector('[data-property="priority"]');
    if (opener) opener.dataset.value = value;
    row.querySelector("svg.priority")?.remove();
    if (opener || value !== "0") (opener ?? row.querySelector(".card__top")).prepend(svgOf(sign));
  },
  due_on: dueDate,
  due: dueDate,
  label(row, value, sign, add) {
    several(row.querySelector(".task-row__labels") ?? part(row, "card__labels"), sign, add);
  },
  assignee(row, value, sign, add) {
    const place = row.querySelector(".task-row__people") ?? part(row, "card__foot");
    const faces = place.querySelector(".avatars") ?? place.appendChild(made("avatars"));
    const [face, name] = sign().filter((one) => one.matches);
    face.classList.remove("avatar--small");
    face.title = name.textContent.trim();
    several(faces, () => [face.cloneNode(true)], add);
  },
};

function dueDate(row, value, sign) {
  const place = row.querySelector('[data-property="due"]') ?? part(row, "card__foot");
  place.querySelector("time")?.remove();
  place.prepend(...sign().filter((one) => one.matches?.("time")));
}

// Up to three, then how many more.
function several(place, sign, add) {
  const [one] = sign().filter((node) => node.matches);
  const shown = [...place.children].filter((other) => !other.matches(".count, .avatar--more"));
  const called = (other) => other.title || other.textContent.trim();
  const there = shown.find((other) => called(other) === called(one));
  if (add === "remove") there?.remove();
  else if (!there && shown.length < MOST) place.insertBefore(one, place.children[shown.length] ?? null);
}

// The part of a card that is there only if it holds something.
function part(card, name) {
  const there = card.querySelector(`.${name}`);
  if (there) return there;
  const place = Object.assign(document.createElement("div"), { className: name });
  const labels = name === "card__labels";
  card.querySelector(labels ? ".card__link" : ":scope > :last-child").after(place);
  return place;
}

const made = (name) => Object.assign(document.createElement("span"), { className: name });
