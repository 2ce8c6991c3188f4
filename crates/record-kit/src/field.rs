use kernel::Lang;

/// How a field is asked for and shown. Follows from its type, save that text can have many lines.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// Text of several lines.
    Lines,
    /// Whole đồng.
    Money,
    /// A whole number, not negative.
    Count,
    /// An area kept in square metres, typed in hectares.
    Hectares,
    Date,
    /// A date of which the day, or the month too, may be unknown.
    PartialDate,
    Flag,
    /// One of a list: (code, label).
    Choice(fn(Lang) -> Vec<(&'static str, &'static str)>),
    /// Another record, chosen by typing.
    Reference,
    /// An administrative unit of either era.
    Unit,
}

/// Where a field stands in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Only on the record's page and in the export.
    No,
    /// A column.
    Yes,
    /// A column that stays on a phone.
    Key,
}

type Pair = (&'static str, &'static str);

/// What is known of one field beside its type. The name is the column's, the form's and JSON's.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: FieldKind,
    pub label: Pair,
    pub help: Pair,
    /// Stands inside the field: “bản”, “phút”.
    pub unit: Pair,
    pub required: bool,
    /// A day that cannot lie ahead.
    pub past: bool,
    pub listing: Listing,
    /// The most letters of a text.
    pub max: usize,
    /// The smallest and the largest count; of one that is required at least 1.
    pub bounds: (i64, i64),
    /// Where the picker asks.
    pub picker: &'static str,
    /// The page of the record referred to, before its id.
    pub page: &'static str,
    /// False for what another page hands over: forms carry it along without asking.
    pub asked: bool,
    lines: bool,
}

/// The largest count of a field that names none: beyond any class, print run or meeting.
const MOST: i64 = 1_000_000;

/// A field with its label.
pub const fn field(vi: &'static str, en: &'static str) -> Field {
    Field {
        name: "",
        kind: FieldKind::Line,
        label: (vi, en),
        help: ("", ""),
        unit: ("", ""),
        required: false,
        past: false,
        listing: Listing::No,
        max: 300,
        bounds: (0, MOST),
        picker: "",
        page: "",
        asked: true,
        lines: false,
    }
}

impl Field {
    /// Ties the description to the struct's field; done by [`crate::record_fields!`].
    pub const fn of(mut self, name: &'static str, kind: FieldKind) -> Field {
        self.name = name;
        self.kind = if self.lines { FieldKind::Lines } else { kind };
        if matches!(self.kind, FieldKind::Unit) && self.picker.is_empty() {
            self.picker = "/units/search";
        }
        self
    }

    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// The day has come.
    pub const fn past(mut self) -> Field {
        self.past = true;
        self
    }

    pub const fn listed(mut self) -> Field {
        self.listing = Listing::Yes;
        self
    }

    pub const fn key(mut self) -> Field {
        self.listing = Listing::Key;
        self
    }

    pub const fn help(mut self, vi: &'static str, en: &'static str) -> Field {
        self.help = (vi, en);
        self
    }

    pub const fn unit(mut self, vi: &'static str, en: &'static str) -> Field {
        self.unit = (vi, en);
        self
    }

    /// A count, or a year, between these.
    pub const fn between(mut self, least: i64, most: i64) -> Field {
        self.bounds = (least, most);
        self
    }

    /// Several lines, up to 4.000 letters.
    pub const fn lines(mut self) -> Field {
        self.lines = true;
        self.max = 4_000;
        self
    }

    /// Chosen from `GET picker?q=…`; its page is `page` with the id behind it.
    pub const fn picked(mut self, picker: &'static str, page: &'static str) -> Field {
        self.picker = picker;
        self.page = page;
        self
    }

    /// Another record that comes from elsewhere, such as the project of an acceptance; `page` is
    /// the address of its page before the id.
    pub const fn handed(mut self, page: &'static str) -> Field {
        self.asked = false;
        self.page = page;
        self
    }

    pub fn label(&self, lang: Lang) -> &'static str {
        lang.t(self.label.0, self.label.1)
    }
}
