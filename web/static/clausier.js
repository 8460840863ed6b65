// Comforts only: every page works without this file.
"use strict";

function showCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
showCopyButtons();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.parentElement.querySelector("[data-copy-source]");
  await navigator.clipboard.writeText(source.innerText.trim());
  const label = button.textContent;
  button.textContent = button.dataset.copy;
  setTimeout(() => { button.textContent = label; }, 2000);
});

for (const form of document.querySelectorAll("form[data-busy-label]")) {
  const button = form.querySelector("button[type=submit]");
  const status = form.querySelector("[data-status]");
  const file = form.querySelector("input[type=file]");
  const label = button.textContent;

  form.addEventListener("submit", (event) => {
    const tooLarge = [...file.files].find((chosen) => chosen.size > Number(file.dataset.maxBytes));
    if (tooLarge) {
      event.preventDefault();
      const limit = Math.floor(Number(file.dataset.maxBytes) / 1e6);
      status.textContent = status.dataset.tooLarge.replace("{name}", () => tooLarge.name).replace("{limit}", limit);
      status.classList.add("error");
      file.focus();
      return;
    }
    status.classList.remove("error");
    status.textContent = "";
    button.textContent = form.dataset.busyLabel;
  });
  window.addEventListener("pageshow", () => { button.textContent = label; status.textContent = ""; });
}

// The reading of a consultation is followed without reloading the page.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const follow = async () => {
    const answer = await fetch(progress.dataset.progress).catch(() => null);
    if (answer && answer.ok) {
      const told = await answer.json();
      if (["done", "failed", "cancelled"].includes(told.stage)) return window.location.reload();
      if (progress.textContent !== told.text) progress.textContent = told.text;
      document.getElementById("barre").value = told.share;
    }
    setTimeout(follow, 700);
  };
  setTimeout(follow, 400);
}

// A choice on one suggestion changes the page in place: nothing moves under the hand.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-keep-place]");
  if (!form || !window.DOMParser) return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter && event.submitter.name) body.append(event.submitter.name, event.submitter.value);
  // Its buttons are named "action", which hides the property of the form.
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(body) }).catch(() => null);
  if (!answer) return HTMLFormElement.prototype.submit.call(form);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const id = form.closest(".suggestion")?.id;
  replacePart("contenu", fresh, id);
});

function replacePart(mainId, fresh, keptId) {
  const open = new Set([...document.querySelectorAll(".suggestion details[open]")].map((fold) => fold.closest(".suggestion").id));
  const before = keptId ? document.getElementById(keptId)?.getBoundingClientRect().top : null;
  const main = document.getElementById(mainId);
  main.replaceWith(document.adoptNode(fresh.getElementById(mainId)));
  for (const fold of document.querySelectorAll(".suggestion details.texts")) {
    if (open.has(fold.closest(".suggestion").id)) fold.open = true;
  }
  const kept = keptId && document.getElementById(keptId);
  if (kept) {
    kept.closest("details.fold")?.setAttribute("open", "");
    window.scrollBy({ top: kept.getBoundingClientRect().top - before, behavior: "instant" });
    const problem = document.getElementById("probleme");
    (problem || kept.querySelector(".keep button"))?.focus({ preventScroll: true });
  }
  showCopyButtons();
}

// Sliders: the figures beside follow the hand, and the address keeps them.
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting = 0;
  let last = 0;
  const refresh = async (moved) => {
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const turn = ++last;
    const answer = await fetch(address).catch(() => null);
    // A later move has asked since: its answer alone counts.
    if (!answer || !answer.ok || turn !== last) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Another trade has other bounds: its sliders come whole, while the hand is on the list.
    const parts = moved.type === "range" ? [...form.querySelectorAll("output")].map((output) => output.id) : ["curseurs"];
    for (const id of [form.dataset.live, ...parts]) {
      document.getElementById(id).replaceChildren(...document.adoptNode(fresh.getElementById(id)).childNodes);
    }
    history.replaceState(null, "", address);
  };
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 150, event.target);
  });
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const fold = target.closest("details");
  if (fold) fold.open = true;
  if (target.matches("details")) target.open = true;
  // An element of a drawing is not scrolled to by every browser; pages above load later than it is reached.
  if (target.closest("svg") || fold) target.scrollIntoView({ block: "center", behavior: "instant" });
}
window.addEventListener("hashchange", openTarget);
window.addEventListener("load", openTarget);

const problem = document.getElementById("probleme");
if (problem) problem.focus();

window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
