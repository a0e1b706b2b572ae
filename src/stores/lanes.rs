//! Many calls, a few at a time.

use std::cell::RefCell;
use std::future::Future;

use futures_util::future::join_all;

/// Runs one future per item, at most `lanes` of them at once, in the items' order.
pub(super) async fn in_lanes<T, F: Future<Output = ()>>(
    items: impl IntoIterator<Item = T>,
    lanes: usize,
    run: impl Fn(T) -> F,
) {
    let waiting = RefCell::new(items.into_iter());
    let next = || waiting.borrow_mut().next();
    let lane = || async {
        while let Some(item) = next() {
            run(item).await;
        }
    };
    join_all((0..lanes).map(|_| lane())).await;
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn no_more_run_at_once_than_there_are_lanes() {
        let (running, most, done) = (Cell::new(0), Cell::new(0), RefCell::new(Vec::new()));
        let work = in_lanes(0..10, 3, |item| {
            let (running, most, done) = (&running, &most, &done);
            let mut is_begun = false;
            poll_fn(move |_| {
                if std::mem::replace(&mut is_begun, true) {
                    running.set(running.get() - 1);
                    done.borrow_mut().push(item);
                    return Poll::Ready(());
                }
                running.set(running.get() + 1);
                most.set(most.get().max(running.get()));
                Poll::Pending
            })
        });
        let mut work = pin!(work);
        let mut context = Context::from_waker(Waker::noop());
        while work.as_mut().poll(&mut context).is_pending() {}
        assert_eq!((most.get(), running.get()), (3, 0));
        assert_eq!(*done.borrow(), (0..10).collect::<Vec<_>>());
    }
}
