import { groupMoney, moneyInWords } from "./numbers";

/** Money fields (`input[data-money]`): grouped while typing, and in Vietnamese words below. */
export function installMoney(): void {
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches("[data-money]")) return;
    if ((event as InputEvent).isComposing) return;
    const typed = groupMoney(input.value, input.selectionStart ?? input.value.length);
    if (typed.value !== input.value) {
      input.value = typed.value;
      input.setSelectionRange(typed.caret, typed.caret);
    }
    sayInWords(input);
  });
}

export function scanMoney(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-money]")) {
    input.value = groupMoney(input.value, 0).value;
    if (input.value !== "") sayInWords(input);
  }
}

function sayInWords(input: HTMLInputElement): void {
  const field = input.closest(".kc-field");
  if (!field || document.documentElement.lang !== "vi") return;
  let line = field.querySelector<HTMLElement>(".kc-words");
  if (!line) {
    line = document.createElement("p");
    line.className = "kc-words";
    line.id = `w-${input.name}`;
    input.closest(".kc-control")?.after(line);
    const described = input.getAttribute("aria-describedby");
    input.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
  }
  line.textContent = /^[\d.]*$/.test(input.value) ? moneyInWords(input.value.replaceAll(".", "")) : "";
}
