// The keys that work on every page, and the moving mark in lists.

const typing = (el) => el instanceof Element && el.closest("input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]") !== null;

const rows = () => [...document.querySelectorAll("[data-row]")].filter((el) => el.offsetParent !== null);

// step moves the focus to the next or previous row of the list on the page.
function step(by) {
  const list = rows();
  if (list.length === 0) return;
  const at = list.findIndex((el) => el.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
  const target = list[next].matches("a, button") ? list[next] : list[next].querySelector("a, button, summary");
  target?.focus();
  list[next].scrollIntoView({ block: "nearest" });
}

// showKeys opens the list of keys, which stands at the foot of every page, over the page.
function showKeys() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys";
    const close = document.createElement("form");
    close.method = "dialog";
    close.innerHTML = "<button>Close</button>";
    dialog.append(title, document.querySelector(".keys").cloneNode(true), close);
    document.body.append(dialog);
  }
  dialog.showModal();
}

const places = { d: "/", c: "/casebook", m: "/method", a: "/add" };
let going = false;

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey) {
    if (e.altKey || e.shiftKey) return;
    if (e.key === "k") {
      e.preventDefault();
      document.getElementById("find").select();
    } else if (e.key === "i") {
      e.preventDefault();
      location.assign("/add");
    }
    return;
  }
  if (e.key === "Escape" && typing(e.target)) e.target.blur();
  if (e.altKey || typing(e.target)) return;
  if (going) {
    going = false;
    if (places[e.key]) location.assign(places[e.key]);
    return;
  }
  switch (e.key) {
    case "j": step(1); break;
    case "k": step(-1); break;
    case "g": going = true; setTimeout(() => { going = false; }, 1500); break;
    case "?": showKeys(); break;
    case "/": e.preventDefault(); document.getElementById("find").select(); break;
  }
});
