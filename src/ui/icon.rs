//! Icons: stroke drawings on a 24-unit grid, each one path. Knows shapes, not what they stand for.
//!
//! The paths come from Lucide (<https://lucide.dev>), flattened to one path each.
//! Lucide is under the ISC License, Copyright (c) Lucide Icons and Contributors; the parts that
//! come from Feather are under the MIT License, Copyright (c) 2013-present Cole Bemis.
use leptos::prelude::*;

/// One drawing. What the app does not use stays out of the bundle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph(&'static str);

impl Glyph {
    /// Groups, people.
    pub const USERS: Glyph = Glyph(
        "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    );
    /// Users, one person.
    pub const USER: Glyph =
        Glyph("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0z");
    /// A new person.
    pub const USER_PLUS: Glyph =
        Glyph("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM19 8V14M22 11H16");
    /// Attributes.
    pub const TAG: Glyph = Glyph(
        "M12.586 2.586A2 2 0 0 0 11.172 2H4a2 2 0 0 0-2 2v7.172a2 2 0 0 0 .586 1.414l8.704 8.704a2.426 2.426 0 0 0 3.42 0l6.58-6.58a2.426 2.426 0 0 0 0-3.42zM7 7.5a0.5 0.5 0 1 0 1 0a0.5 0.5 0 1 0-1 0z",
    );
    /// API keys.
    pub const KEY: Glyph = Glyph(
        "M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4zM16 7.5a0.5 0.5 0 1 0 1 0a0.5 0.5 0 1 0-1 0z",
    );
    /// Identity providers.
    pub const PROVIDER: Glyph = Glyph(
        "M4 2h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-16a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2zM4 14h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-16a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2zM6 6H6.01M6 18H6.01",
    );
    /// Activity.
    pub const ACTIVITY: Glyph = Glyph("M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5M12 7v5l4 2");
    /// Search.
    pub const SEARCH: Glyph = Glyph("M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0z");
    /// Filters.
    pub const FILTER: Glyph = Glyph("M2 5h20M6 12h12M9 19h6");
    /// Columns of a table.
    pub const COLUMNS: Glyph =
        Glyph("M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-14a2 2 0 0 1 2-2zM9 3v18M15 3v18");
    /// Add.
    pub const PLUS: Glyph = Glyph("M5 12h14M12 5v14");
    /// Close, clear, remove.
    pub const CLOSE: Glyph = Glyph("M18 6 6 18M6 6l12 12");
    /// Done, chosen.
    pub const CHECK: Glyph = Glyph("M20 6 9 17l-5-5");
    /// Succeeded.
    pub const CHECK_CIRCLE: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0zM16 9l-5.5 5.5L8 12");
    /// Opens below.
    pub const CHEVRON_DOWN: Glyph = Glyph("M6 9l6 6 6-6");
    /// Back, previous.
    pub const CHEVRON_LEFT: Glyph = Glyph("M15 18l-6-6 6-6");
    /// Onward, next.
    pub const CHEVRON_RIGHT: Glyph = Glyph("M9 18l6-6-6-6");
    /// Opens a choice.
    pub const CHEVRONS: Glyph = Glyph("M7 15l5 5 5-5M7 9l5-5 5 5");
    /// Sorted downwards.
    pub const ARROW_DOWN: Glyph = Glyph("M12 5v14M19 12l-7 7-7-7");
    /// Further up.
    pub const ARROW_UP: Glyph = Glyph("M12 19V5M5 12l7-7 7 7");
    /// More actions.
    pub const MORE: Glyph = Glyph(
        "M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
    );
    /// Copy.
    pub const COPY: Glyph = Glyph(
        "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2",
    );
    /// Reveal.
    pub const EYE: Glyph = Glyph(
        "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
    );
    /// Hide.
    pub const EYE_OFF: Glyph = Glyph(
        "M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49M14.084 14.158a3 3 0 0 1-4.242-4.242M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143M2 2l20 20",
    );
    /// Edit.
    pub const EDIT: Glyph = Glyph(
        "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4",
    );
    /// Delete.
    pub const TRASH: Glyph = Glyph(
        "M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2",
    );
    /// Disable.
    pub const BAN: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0zM4.929 4.929 19.07 19.071");
    /// Try again, refresh.
    pub const REFRESH: Glyph = Glyph(
        "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5",
    );
    /// Undo.
    pub const UNDO: Glyph = Glyph("M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11");
    /// Export.
    pub const DOWNLOAD: Glyph = Glyph("M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5");
    /// Import.
    pub const UPLOAD: Glyph = Glyph("M12 3v12M17 8l-5-5-5 5M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4");
    /// Information.
    pub const INFO: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0zM12 16v-4M12 8h.01");
    /// Warning.
    pub const WARNING: Glyph =
        Glyph("M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01");
    /// Failure.
    pub const DANGER: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0zM12 8V12M12 16H12.01");
    /// Locked, not allowed.
    pub const LOCK: Glyph = Glyph(
        "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM7 11V7a5 5 0 0 1 10 0v4",
    );
    /// Permissions.
    pub const SHIELD: Glyph = Glyph(
        "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4",
    );
    /// Email.
    pub const MAIL: Glyph = Glyph(
        "M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-16a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2z",
    );
    /// Invitation link.
    pub const LINK: Glyph = Glyph(
        "M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71",
    );
    /// Sign out.
    pub const SIGN_OUT: Glyph = Glyph("M16 17l5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4");
    /// Light theme.
    pub const SUN: Glyph = Glyph(
        "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41",
    );
    /// Dark theme.
    pub const MOON: Glyph = Glyph(
        "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401",
    );
    /// Theme of the system.
    pub const MONITOR: Glyph =
        Glyph("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-16a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2zM8 21H16M12 17V21");
    /// Navigation.
    pub const MENU: Glyph = Glyph("M4 5h16M4 12h16M4 19h16");
    /// Time.
    pub const CLOCK: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0zM12 6v6l4 2");
    /// Compare.
    pub const COMPARE: Glyph = Glyph(
        "M15 18a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM3 6a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM13 6h3a2 2 0 0 1 2 2v7M11 18H8a2 2 0 0 1-2-2V9",
    );
    /// Saved views.
    pub const BOOKMARK: Glyph = Glyph("M19 21l-7-4-7 4V5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2z");
    /// A list to tick off.
    pub const CHECKLIST: Glyph = Glyph("M3 17l2 2 4-4M3 7l2 2 4-4M13 6h8M13 12h8M13 18h8");
    /// Settings.
    pub const SETTINGS: Glyph =
        Glyph("M14 17H5M19 7h-9M14 17a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM4 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0z");
    /// No connection.
    pub const OFFLINE: Glyph = Glyph(
        "M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78M2 2l20 20",
    );
}

/// An icon beside words. It is hidden from assistive technology: the words say it.
#[component]
pub fn Icon(
    /// What to draw.
    glyph: Glyph,
    /// Turn it around where text runs from right to left (arrows).
    #[prop(optional)]
    mirror: bool,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-mirror=mirror.then_some("")>
            <path d=glyph.0></path>
        </svg>
    }
    .into_any()
}
