//! The part of a step's form that lists what is to be accepted: machines, classes, booths or other
//! results, after the activity of the project.

use kernel::{Lang, format_date};
use web_kit::Form;

use crate::project::{Accepts, Case, ItemInput, model::AcceptanceItem};

/// Empty rows offered beyond those filled in; after saving, the form offers as many again.
const SPARE: usize = 5;
/// And those that stand folded after them.
const FOLDED: usize = 15;
const MOST: usize = 50;

/// What the form asks for.
pub(super) struct Items {
    pub rows: usize,
    /// The first row that stands folded.
    pub folded: usize,
    pub accepts: Accepts,
    /// The head of one row.
    pub label: &'static str,
    pub price_label: &'static str,
    /// The beneficiaries, when there are several.
    pub owners: Vec<(String, String)>,
}

impl Items {
    pub fn of(case: &Case, listed: usize, lang: Lang) -> Items {
        let accepts = Accepts::of(case.project.activity);
        let listed = listed.max(case.roster.entries.len());
        Items {
            rows: (listed + SPARE + FOLDED).min(MOST),
            folded: listed + SPARE + 1,
            accepts,
            label: accepts.label(lang),
            price_label: match accepts.is_class() {
                true => lang.t("Chi phí thực hiện lớp", "Cost of the class"),
                false => lang.t("Đơn giá", "Price of one"),
            },
            owners: match case.beneficiaries.as_slice() {
                [] | [_] => Vec::new(),
                many => many
                    .iter()
                    .map(|b| (b.establishment_id.to_string(), b.name.clone()))
                    .collect(),
            },
        }
    }
}

/// What was listed so far; else the classes or establishments that the project has fixed.
pub(super) fn fill(form: &mut Form, case: &Case, items: &[AcceptanceItem]) {
    for (i, item) in items.iter().enumerate() {
        let name = |field: &str| format!("item_{}_{field}", i + 1);
        form.set(&name("name"), &item.name);
        form.set(&name("model"), &item.model);
        form.set(&name("serial"), &item.serial);
        form.set(&name("maker"), &item.maker);
        form.set(&name("origin"), &item.origin);
        form.set(&name("unit"), &item.unit);
        form.set(&name("quantity"), item.quantity);
        form.set(&name("price"), item.price.grouped());
        form.set(&name("invoice_no"), &item.invoice_no);
        for (field, number) in [
            ("made_year", item.made_year),
            ("planned", item.planned),
            ("enrolled", item.enrolled),
            ("finished", item.finished),
            ("certified", item.certified),
            ("employed", item.employed),
        ] {
            if let Some(number) = number {
                form.set(&name(field), number);
            }
        }
        if let Some(day) = item.invoice_on {
            form.set(&name("invoice_on"), format_date(day));
        }
        if let Some(owner) = item.establishment_id {
            form.set(&name("establishment_id"), owner);
        }
    }
    if !items.is_empty() {
        return;
    }
    let accepts = Accepts::of(case.project.activity);
    for (i, entry) in case.roster.entries.iter().take(MOST).enumerate() {
        let name = |field: &str| format!("item_{}_{field}", i + 1);
        let machine = accepts.is_machine() && !entry.subject.is_empty();
        form.set(
            &name("name"),
            if machine { &entry.subject } else { &entry.name },
        );
        if let Some(owner) = entry.establishment_id {
            form.set(&name("establishment_id"), owner);
        }
        if accepts == Accepts::Result {
            form.set(&name("unit"), &entry.unit_word);
            form.set(&name("planned"), entry.quantity);
        }
    }
}

/// The rows that were filled in. A row of the list that nothing was said of is left out.
pub(super) fn read(form: &mut Form, case: &Case) -> Vec<ItemInput> {
    let accepts = Accepts::of(case.project.activity);
    let said: &[&str] = match accepts {
        Accepts::Machine => &["serial", "price", "invoice_no", "quantity"],
        Accepts::Class => &["enrolled", "finished", "price", "invoice_no"],
        Accepts::Fair | Accepts::Result => &["quantity", "price", "invoice_no"],
    };
    let listed = case.roster.entries.len();
    let mut items = Vec::new();
    for i in 1..=MOST {
        let name = |field: &str| format!("item_{i}_{field}");
        let silent = said.iter().all(|field| form.text(&name(field)).is_empty());
        let named = !form.text(&name("name")).is_empty();
        if silent && (!named || i <= listed) {
            continue;
        }
        let unit = form.text(&name("unit"));
        items.push(ItemInput {
            establishment_id: form.id(&name("establishment_id")),
            name: form.text(&name("name")),
            model: form.text(&name("model")),
            serial: form.text(&name("serial")),
            maker: form.text(&name("maker")),
            origin: form.text(&name("origin")),
            made_year: form.int(&name("made_year")),
            quantity: form.int(&name("quantity")).unwrap_or(1),
            price: form.dong(&name("price")).unwrap_or_default(),
            invoice_no: form.text(&name("invoice_no")),
            invoice_on: form.date(&name("invoice_on")),
            unit: match unit.is_empty() {
                true => accepts.unit().to_owned(),
                false => unit,
            },
            planned: form.int(&name("planned")),
            enrolled: form.int(&name("enrolled")),
            finished: form.int(&name("finished")),
            certified: form.int(&name("certified")),
            employed: form.int(&name("employed")),
        });
    }
    items
}
