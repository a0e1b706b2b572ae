//! What a review waits for: who holds it, and how many API keys those have who are disabled.

use leptos::prelude::*;

use crate::stores::Review;
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Icon, Progress, Size, Skeleton, Tone};
use crate::words;

/// Who holds it is being read.
pub(super) fn reading(review: Review) -> impl IntoView {
    let progress = review.progress();
    let total = move || Some(progress.get().1).filter(|total| *total > 0);
    let detail = move || {
        let (done, total) = progress.get();
        (total > 0).then(|| [&grouped(done.min(total)), " ", words::OF, " ", &grouped(total)].concat())
    };
    view! {
        <div class="note-row">
            <Progress
                label=words::REVIEW_READING
                done=Signal::derive(move || progress.get().0)
                total=Signal::derive(total)
                detail=Signal::derive(detail)
            />
            <Button label=words::STOP size=Size::Small on_click=move || review.stop() />
        </div>
        <div class="review-board" aria-hidden="true">
            <div class="card review-person">
                <Skeleton width="short" />
                <Skeleton shape="circle" />
                <Skeleton width="long" />
                <Skeleton shape="block" />
            </div>
            <div class="card">
                <Skeleton width="medium" />
                <Skeleton width="long" />
                <Skeleton width="medium" />
                <Skeleton width="long" />
            </div>
        </div>
    }
}

/// Somebody stopped that.
pub(super) fn stopped(review: Review) -> impl IntoView {
    view! {
        <Banner
            tone=Tone::Warning
            title=words::REVIEW_STOPPED
            detail=words::REVIEW_STOPPED_DETAIL.to_owned()
            on_retry=move || review.read()
        />
    }
}

/// That keys are being read, or are not known.
pub(super) fn keys_note(review: Review) -> impl IntoView {
    let is_looking = Memo::new(move |_| review.keys_progress().with(Option::is_some));
    let at = move || review.keys_progress().get().unwrap_or_default();
    let detail = move || {
        let (done, total) = at();
        Some([&grouped(done), " ", words::OF, " ", &grouped(total)].concat())
    };
    move || {
        if is_looking.get() {
            return Some(
                view! {
                    <div class="note-row">
                        <Progress
                            label=words::REVIEW_KEYS_READING
                            done=Signal::derive(move || at().0)
                            total=Signal::derive(move || Some(at().1))
                            detail=Signal::derive(detail)
                        />
                        <Button label=words::STOP size=Size::Small on_click=move || review.stop_looking() />
                    </div>
                }
                .into_any(),
            );
        }
        review.lacks_keys().then(|| {
            view! {
                <div class="note-row">
                    <p class="note">
                        <Icon glyph=Glyph::INFO />
                        <span>{words::REVIEW_KEYS_LACK}</span>
                    </p>
                    <Button
                        label=words::REVIEW_KEYS_AGAIN
                        size=Size::Small
                        on_click=move || review.look_for_keys()
                    />
                </div>
            }
            .into_any()
        })
    }
}
