//! Domain-free widgets: what they look like and how they behave under pointer, keyboard and
//! assistive technology. They take plain properties, signals and children, and must not know any
//! user, group, key, route, store or endpoint. Each widget's look stands in `style/ui/`.
//!
//! Conventions: the class of a widget is its file's name; variants and states are ARIA or `data-*`
//! attributes; a text is a property or comes from [`words`]; what a person may not do stays
//! reachable and says why (see [`button::Button`]'s `refusal`).
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod brand;
pub mod button;
pub mod check;
pub mod chip;
pub mod clock;
pub mod combobox;
#[cfg(test)]
mod contrast;
pub mod copy_button;
pub mod countdown;
pub mod crumb;
pub mod dialog;
pub mod download;
pub mod dynamic;
pub mod empty;
pub mod fact_list;
pub mod field;
pub mod file_drop;
pub mod first_paint;
pub mod focus;
pub mod frame;
pub mod icon;
pub mod ids;
pub mod link;
pub mod locale;
pub mod menu;
pub mod number;
pub mod pagination;
mod pointer;
pub mod popover;
pub mod progress;
pub mod random;
pub mod relative_time;
mod room;
pub mod search;
pub mod secret;
pub mod segmented;
pub mod select;
pub mod skeleton;
pub mod suggest;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod toast;
pub mod tooltip;
pub mod words;

pub use avatar::Avatar;
pub use badge::Badge;
pub use banner::Banner;
pub use brand::{Brand, BrandMark};
pub use button::{Button, Size, Variant};
pub use check::{Checkbox, Switch};
pub use chip::Chip;
pub use combobox::{Combobox, Suggestion};
pub use copy_button::CopyButton;
pub use countdown::Countdown;
pub use crumb::Crumb;
pub use dialog::Dialog;
pub use empty::Empty;
pub use fact_list::{Fact, FactList};
pub use field::{PasswordField, TextArea, TextField};
pub use file_drop::FileDrop;
pub use focus::{focus_on, show_within};
pub use frame::{Frame, NavItem};
pub use icon::{Glyph, Icon};
pub use link::ButtonLink;
pub use locale::set_locale;
pub use menu::{Menu, MenuItem};
pub use pagination::Pagination;
pub use popover::{Align, Popover};
pub use progress::Progress;
pub use relative_time::RelativeTime;
pub use search::SearchField;
pub use secret::{Secret, SecretInside, Snippet};
pub use segmented::Segmented;
pub use select::{Choice, InlineSelect, SelectField};
pub use skeleton::{Skeleton, SkeletonFacts, SkeletonRows};
pub use suggest::SuggestField;
pub use table::{Order, SortHeader, Table};
pub use tabs::{Tab, Tabs};
pub use toast::{Toast, Toasts};
pub use tooltip::Tooltip;

/// What a message, badge or toast is about: chooses its colour and, where it has one, its icon.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Worth seeing.
    Accent,
    /// Good to know.
    Info,
    /// It worked; all is well.
    Success,
    /// Take care.
    Warning,
    /// It failed; it destroys.
    Danger,
}

impl Tone {
    /// The value of `data-tone`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The icon that says the same without colour.
    pub(crate) fn glyph(self) -> Glyph {
        match self {
            Self::Neutral | Self::Accent | Self::Info => Glyph::INFO,
            Self::Success => Glyph::CHECK_CIRCLE,
            Self::Warning => Glyph::WARNING,
            Self::Danger => Glyph::DANGER,
        }
    }
}
