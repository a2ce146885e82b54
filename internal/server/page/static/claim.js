// The page of a claim: the time it is looked from as a slider that moves the
// whole page. Without this script the same is a list to choose from.

const announce = (text) => {
  let live = document.getElementById("live");
  if (!live) {
    live = document.createElement("p");
    live.id = "live";
    live.className = "unseen";
    live.setAttribute("aria-live", "polite");
    document.body.append(live);
  }
  live.textContent = text;
};

let asked = 0; // the last request; answers to earlier ones are dropped
let wait = 0;

// show fetches the page as of another time and puts it in place of this one.
async function show(address, text) {
  const mine = ++asked;
  document.body.classList.add("busy");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== asked) return;
    const open = document.activeElement?.id;
    const y = scrollY;
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    document.querySelector(".asof-note")?.remove();
    const note = page.querySelector(".asof-note");
    if (note) document.querySelector(".top").append(note);
    document.title = page.title;
    history.replaceState(null, "", address);
    enhance();
    scrollTo(0, y);
    if (open) document.getElementById(open)?.focus({ preventScroll: true });
    announce(text);
  } catch {
    location.assign(address);
  } finally {
    if (mine === asked) document.body.classList.remove("busy");
  }
}

function enhance() {
  document.querySelectorAll(".script").forEach((el) => { el.hidden = false; });
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  const bar = document.querySelector("[data-timebar]");
  const list = bar?.querySelector("select");
  if (!list || list.options.length < 2) return;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.id = "as-of-slider";
  slider.min = 0;
  slider.max = list.options.length - 1;
  slider.step = 1;
  slider.value = list.selectedIndex;
  const out = bar.querySelector("output");
  const label = bar.querySelector("label");
  label.htmlFor = slider.id;
  const tell = () => {
    const text = list.options[slider.value].text;
    slider.setAttribute("aria-valuetext", text);
    out.textContent = text;
  };
  tell();
  slider.addEventListener("input", () => {
    tell();
    clearTimeout(wait);
    wait = setTimeout(() => {
      const value = list.options[slider.value].value;
      const address = new URL(bar.action);
      if (value) address.searchParams.set("as_of", value);
      show(address, list.options[slider.value].text);
    }, 120);
  });
  list.hidden = true;
  bar.querySelector("button").hidden = true;
  label.after(slider);
}

enhance();
