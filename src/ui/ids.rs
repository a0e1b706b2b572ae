//! Element ids, unique in the document, that wire labels, help, problems and popovers together.
use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A fresh id.
pub(crate) fn fresh() -> String {
    let number = NEXT.get();
    NEXT.set(number + 1);
    let mut id = String::from("ui-");
    id.push_str(&number.to_string());
    id
}
