//! Long work in parts, so that whoever types meanwhile does not wait.

use gloo_timers::future::TimeoutFuture;

/// How long work goes on before the browser is given a turn, in milliseconds.
const SLICE: f64 = 12.0;

/// Calls `step` until it gives nothing, and the browser a turn in between.
pub(super) async fn in_slices(mut step: impl FnMut() -> Option<()>) {
    loop {
        let begun = js_sys::Date::now();
        // The clock is asked now and then: that costs more than many a step.
        while js_sys::Date::now() - begun < SLICE {
            for _ in 0..32 {
                if step().is_none() {
                    return;
                }
            }
        }
        TimeoutFuture::new(0).await;
    }
}
