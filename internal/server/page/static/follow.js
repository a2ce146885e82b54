// Keeps the part of a page that tells of work going on up to date: it reads the
// page again whenever the server says that something moved.

const selector = "#follow, [data-follow]";
let asked = false;

async function again() {
  if (asked) return;
  asked = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector(selector);
    const here = document.querySelector(selector);
    if (!next || !here) {
      location.reload();
      return;
    }
    if (next.innerHTML !== here.innerHTML) here.replaceWith(document.adoptNode(next));
    if (next.dataset.follow === undefined) events?.close();
  } finally {
    asked = false;
  }
}

let events;
const following = document.querySelector("[data-follow]");
if (following?.dataset.follow === "work") {
  events = new EventSource("/api/v1/events?kinds=work,documents");
  for (const kind of ["work", "documents", "reset"]) events.addEventListener(kind, again);
  events.addEventListener("open", again);
} else if (following) {
  setInterval(() => { if (document.querySelector("[data-follow]")) again(); }, 3000);
}
