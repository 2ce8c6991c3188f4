// The combobox of pickers, after the ARIA pattern "editable combobox with list autocomplete".
// Markup: a hidden input (what is sent), and a text input with data-picker-url and data-picker-name.

import { announce, t } from "./wording";

interface Choice {
  id: string;
  label: string;
  hint?: string;
}

const leastLetters = 2;
const pauseMs = 120;
let count = 0;

export function scanPickers(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-picker-url]:not([role])")) {
    new Picker(input);
  }
}

class Picker {
  readonly #input: HTMLInputElement;
  readonly #hidden: HTMLInputElement | null;
  readonly #list: HTMLUListElement;
  #choices: Choice[] = [];
  #active = -1;
  #timer = 0;
  #request: AbortController | undefined;

  constructor(input: HTMLInputElement) {
    this.#input = input;
    const name = CSS.escape(input.dataset.pickerName ?? "");
    const scope = input.closest(".kc-picker") ?? input.form ?? document;
    this.#hidden = scope.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`);
    // For forms without script: here a text typed over the choice empties the hidden field itself.
    scope.querySelector(`input[name="${name}_shown"]`)?.remove();
    this.#list = document.createElement("ul");
    this.#list.id = `picker-${(count += 1)}`;
    this.#list.className = "kc-picker-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", input.labels?.[0]?.firstChild?.textContent?.trim() ?? "");
    this.#list.hidden = true;
    input.after(this.#list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.#list.id);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    // Keeps the focus in the field while a choice is pressed.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("li");
      if (row) this.#choose([...this.#list.children].indexOf(row));
    });
  }

  #typed(): void {
    this.#setValue("");
    window.clearTimeout(this.#timer);
    const query = this.#input.value.trim();
    if (query.length < leastLetters) {
      this.#close();
      return;
    }
    this.#timer = window.setTimeout(() => void this.#load(query), pauseMs);
  }

  async #load(query: string): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const url = new URL(this.#input.dataset.pickerUrl ?? "", location.href);
    url.searchParams.set("q", query);
    try {
      const answer = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.#choices = (await answer.json()) as Choice[];
      this.#show();
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      this.#close();
      announce(t("Chưa tải được danh sách; gõ tiếp để thử lại", "The list could not be loaded; keep typing to try again"));
    }
  }

  #show(): void {
    if (document.activeElement !== this.#input) return;
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    if (this.#choices.length === 0) {
      const none = document.createElement("li");
      none.className = "kc-picker-none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = t("không tìm thấy", "nothing found");
      this.#list.replaceChildren(none);
      announce(none.textContent);
    } else {
      this.#list.replaceChildren(...this.#choices.map((choice, i) => this.#row(choice, i)));
      announce(`${this.#choices.length} ${t("kết quả", "results")}`);
    }
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
  }

  #row(choice: Choice, i: number): HTMLLIElement {
    const row = document.createElement("li");
    row.id = `${this.#list.id}-${i}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.textContent = choice.label;
    if (choice.hint) {
      const hint = document.createElement("small");
      hint.textContent = choice.hint;
      row.append(hint);
    }
    return row;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else if (this.#input.value.trim().length >= leastLetters) void this.#load(this.#input.value.trim());
    } else if (event.key === "Enter" && open && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Tab" && open && this.#active >= 0) {
      this.#choose(this.#active);
    }
  }

  #move(step: number): void {
    const rows = [...this.#list.children];
    if (this.#choices.length === 0) return;
    rows[this.#active]?.setAttribute("aria-selected", "false");
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#active = (from + step + rows.length) % rows.length;
    const row = rows[this.#active];
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", row.id);
  }

  #choose(index: number): void {
    const choice = this.#choices[index];
    if (!choice) return;
    this.#input.value = choice.label;
    this.#setValue(choice.id);
    this.#close();
  }

  #setValue(id: string): void {
    if (!this.#hidden || this.#hidden.value === id) return;
    this.#hidden.value = id;
    this.#hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #close(): void {
    window.clearTimeout(this.#timer);
    this.#request?.abort();
    this.#list.hidden = true;
    this.#active = -1;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}
