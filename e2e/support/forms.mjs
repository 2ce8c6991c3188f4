// Filling in forms the way a person does: by the words that stand beside the fields.

const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The name of a control: its label, with or without the word that marks it as required. */
const named = (label) => new RegExp(`^${plain(label)}( \\(?bắt buộc\\)?)?$`);

/** The control with a label, on a page or in a part of it. */
export function field(within, label) {
  const name = named(label);
  return within
    .getByRole("textbox", { name })
    .or(within.getByRole("combobox", { name }))
    .or(within.getByRole("searchbox", { name }))
    .or(within.getByRole("checkbox", { name }));
}

/** Fills fields by their labels: a text is typed, true ticks, { choose } takes an option of a list. */
export async function fill(within, values) {
  for (const [label, value] of Object.entries(values)) {
    const control = field(within, label);
    if (value === true) await control.check();
    else if (value.choose) await control.selectOption({ label: value.choose });
    else if (value.pick) await pick(within, label, value.type, value.pick);
    else await control.fill(value);
  }
}

/** Types into a picker and takes the first choice that reads `wanted`. */
export async function pick(within, label, typed, wanted) {
  const control = field(within, label);
  await control.fill("");
  await control.pressSequentially(typed);
  const list = control.locator("xpath=following-sibling::ul");
  await list.getByRole("option").filter({ hasText: wanted }).first().click();
}

/** A part of a form with a heading: "Khoản chi 1". */
export function group(page, heading) {
  return page.getByRole("group", { name: heading, exact: true });
}

/** The sentence that stands beside a field which was refused. */
export async function sentenceBeside(within, label) {
  const control = field(within, label);
  const ids = (await control.getAttribute("aria-describedby")) ?? "";
  const id = ids.split(" ").find((id) => id.startsWith("e-"));
  return id ? (await control.page().locator(`[id="${id}"]`).textContent()).trim() : "";
}

/** The summary over a refused form. */
export function refusal(page) {
  return page.getByRole("alert").filter({ hasText: "Chưa ghi được" });
}

/** A small PDF, as a scanner would send it. */
export function scan(name) {
  const buffer = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  return { name, mimeType: "application/pdf", buffer };
}

/** What a part of a page says, in one line with plain spaces (figures carry unbreakable ones). */
export async function words(part) {
  return (await part.innerText()).replace(/\s+/g, " ").trim();
}
