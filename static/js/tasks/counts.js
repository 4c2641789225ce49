// The rail's numbers of open tasks follow the page's own: what is added, completed or taken back shows there at once.
// A number is what the groups of open tasks on the page hold, and the rest that they don't (subtasks, other projects).

const groups = (page) => [...page.querySelectorAll("[data-group] [data-open]")];
const followers = (page) => [...page.querySelectorAll("#rail [data-follows]")];
const held = (page) => groups(page).reduce((sum, { dataset }) => sum + Number(dataset.count), 0);

class RailCounts {
  #rest = []; // for each follower; NaN where a number is not exact ("99+")

  connect() {
    this.#take(document);
    new MutationObserver(() => this.#show()).observe(document.body, { subtree: true, attributeFilter: ["data-count"] });
    document.addEventListener("refresh:drawn", ({ detail }) => this.#take(detail));
    document.addEventListener("refresh:done", () => this.#show());
  }

  // From a page as the server drew it.
  #take(page) {
    const inGroups = held(page);
    this.#rest = followers(page).map((one) => Number(one.lastElementChild.textContent || 0) - inGroups);
  }

  #show() {
    const inGroups = held(document);
    for (const [at, one] of followers(document).entries()) {
      const open = this.#rest[at] + inGroups;
      if (Number.isNaN(open)) continue;
      one.hidden = open < 1;
      const limit = one.dataset.follows; // no number is counted further
      one.lastElementChild.textContent = open > Number(limit) ? `${limit}+` : String(open);
    }
  }
}

new RailCounts().connect();
