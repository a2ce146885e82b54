// A file that is dropped anywhere on the page is put into the form for files.

const form = document.querySelector("[data-drop]");
const field = form?.querySelector("input[type=file]");

const carries = (e) => e.dataTransfer?.types.includes("Files");

if (field) {
  document.addEventListener("dragover", (e) => {
    if (!carries(e)) return;
    e.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (e) => {
    if (e.relatedTarget === null) form.classList.remove("over");
  });
  document.addEventListener("drop", (e) => {
    if (!carries(e)) return;
    e.preventDefault();
    form.classList.remove("over");
    field.files = e.dataTransfer.files;
    field.focus();
  });
}
