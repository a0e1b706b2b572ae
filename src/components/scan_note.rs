//! Says that a list was made by looking through everybody, how far that is, and what can be done about it.

use leptos::prelude::*;

use crate::stores::{Scan, Users};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Icon, Progress, RelativeTime, Size, Tone};
use crate::words;

/// The note; draws nothing for a list that the API can filter.
#[component]
pub fn ScanNote() -> impl IntoView {
    let users = Users::expect();
    let scan = users.scan();
    let kind = Memo::new(move |_| scan.with(|scan| scan.as_ref().map(Kind::of)));
    let content = move || {
        let note = match kind.get()? {
            Kind::Running => running(users, scan),
            Kind::Ended => ended(users, scan),
            Kind::Stopped => stopped(users, scan),
        };
        Some(view! { <div class="page-notice">{note}</div> })
    };
    view! { {content} }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Running,
    Ended,
    Stopped,
}

impl Kind {
    fn of(scan: &Scan) -> Self {
        match (scan.is_running, &scan.ended) {
            (true, _) => Self::Running,
            (false, Some(_)) => Self::Ended,
            (false, None) => Self::Stopped,
        }
    }
}

fn running(users: Users, scan: Signal<Option<Scan>>) -> AnyView {
    let of = move |number: fn(&Scan) -> u64| scan.with(|scan| scan.as_ref().map_or(0, number));
    let total = Signal::derive(move || Some(of(|scan| scan.total)).filter(|total| *total > 0));
    let detail = move || {
        let (looked, found) = (grouped(of(|scan| scan.looked)), grouped(of(|scan| scan.found)));
        Some([&looked, " ", words::OF, " ", &grouped(total.get()?), " · ", &found, " ", words::FIT].concat())
    };
    view! {
        <div class="note-row">
            <Progress
                label=words::SCANNING
                done=Signal::derive(move || of(|scan| scan.looked))
                total
                detail=Signal::derive(detail)
            />
            <Button label=words::STOP size=Size::Small on_click=move || users.stop_scanning() />
        </div>
    }
    .into_any()
}

fn ended(users: Users, scan: Signal<Option<Scan>>) -> AnyView {
    let text = move || {
        let looked = scan.with(|scan| scan.as_ref().map_or(0, |scan| scan.looked));
        [words::SCANNED, " ", &grouped(looked), " ", words::SCANNED_PEOPLE].concat()
    };
    let time = move || {
        let ended = scan.with(|scan| scan.as_ref()?.ended.clone())?;
        Some(view! { <RelativeTime time=ended.as_str() /> })
    };
    view! {
        <div class="note-row">
            <p class="note">
                <Icon glyph=Glyph::INFO />
                <span>{text} ", " {time} "."</span>
            </p>
            <Button label=words::SCAN_AGAIN size=Size::Small on_click=move || users.scan_again() />
        </div>
    }
    .into_any()
}

fn stopped(users: Users, scan: Signal<Option<Scan>>) -> AnyView {
    let title = Signal::derive(move || {
        let (looked, total) =
            scan.with(|scan| scan.as_ref().map_or((0, 0), |scan| (scan.looked, scan.total)));
        [words::SCAN_STOPPED, " ", &grouped(looked), " ", words::OF, " ", &grouped(total), "."].concat()
    });
    view! {
        <Banner tone=Tone::Warning title detail=words::SCAN_STOPPED_DETAIL.to_owned()>
            <Button label=words::RESUME size=Size::Small on_click=move || users.go_on_scanning() />
        </Banner>
    }
    .into_any()
}
