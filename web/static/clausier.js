// Comforts only: every page works without this file.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = button.parentElement.querySelector("[data-copy-source]");
    await navigator.clipboard.writeText(source.innerText.trim());
    button.textContent = "Copié";
    setTimeout(() => { button.textContent = "Copier ce texte"; }, 2000);
  });
}

for (const form of document.querySelectorAll("form[data-busy-label]")) {
  const button = form.querySelector("button[type=submit]");
  const status = form.querySelector("[data-status]");
  const file = form.querySelector("input[type=file]");
  const label = button.textContent;

  form.addEventListener("submit", (event) => {
    const chosen = file.files[0];
    if (chosen && chosen.size > Number(file.dataset.maxBytes)) {
      event.preventDefault();
      const limit = Math.floor(Number(file.dataset.maxBytes) / 1e6);
      status.textContent = `« ${chosen.name} » dépasse ${limit}\u00a0Mo. Réduisez-le (PDF sans images, annexes retirées) ou décrivez le besoin en une phrase.`;
      status.classList.add("error");
      file.focus();
      return;
    }
    status.classList.remove("error");
    status.textContent = chosen ? "Lecture du document en cours. Un long document peut demander une minute." : "";
    button.textContent = form.dataset.busyLabel;
  });
  window.addEventListener("pageshow", () => { button.textContent = label; status.textContent = ""; });
}

// A suggestion that is set aside leaves the Word file; one taken again is no longer set aside.
for (const choice of document.querySelectorAll("[data-verdict]")) {
  const box = document.getElementById(choice.dataset.verdict);
  const isKept = () => ["", "edited"].includes(choice.value);
  const show = () => { choice.closest(".suggestion").classList.toggle("dismissed", !isKept()); };
  choice.addEventListener("change", () => {
    if (!isKept()) box.checked = false;
    else if (choice.value) box.checked = true;
    show();
  });
  box.addEventListener("change", () => {
    if (box.checked && !isKept()) choice.value = "";
    show();
  });
  window.addEventListener("pageshow", show);
}

const problem = document.getElementById("probleme");
if (problem) problem.focus();

window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
