// Two guards of forms that write (they carry a hidden form_key): leaving with changes asks, and a
// form is sent once. The server refuses a second sending by the key all the same.

const changed = new WeakSet<HTMLFormElement>();

function isWriting(form: HTMLFormElement | null): form is HTMLFormElement {
  return form?.elements.namedItem("form_key") instanceof HTMLInputElement;
}

function buttonsOf(form: HTMLFormElement): HTMLButtonElement[] {
  return [...form.elements].filter(
    (e): e is HTMLButtonElement => e instanceof HTMLButtonElement && e.type === "submit",
  );
}

function hold(form: HTMLFormElement): void {
  form.setAttribute("aria-busy", "true");
  // After this task: a disabled button would not send its own name and value.
  window.setTimeout(() => buttonsOf(form).forEach((b) => (b.disabled = true)), 0);
}

function release(form: HTMLFormElement): void {
  form.removeAttribute("aria-busy");
  buttonsOf(form).forEach((b) => (b.disabled = false));
}

/** The summary of what is wrong names the field before each sentence. */
export function scanErrors(root: ParentNode): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("[data-form-errors] a[href^='#f-']")) {
    const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`);
    const name = label?.firstChild?.textContent?.trim();
    if (!name || link.dataset.named) continue;
    link.dataset.named = "";
    link.textContent = `${name}: ${link.textContent}`;
  }
}

export function installForms(): void {
  const note = (event: Event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      if (isWriting(field.form)) changed.add(field.form);
    }
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);

  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    if (!isWriting(form)) return;
    changed.delete(form);
    hold(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if ([...document.forms].some((form) => changed.has(form))) event.preventDefault();
  });
  // Coming back through history shows the page as it was left, with its buttons still held.
  window.addEventListener("pageshow", () => [...document.forms].forEach(release));
  document.addEventListener("htmx:finally:request", () => [...document.forms].forEach(release));
}
