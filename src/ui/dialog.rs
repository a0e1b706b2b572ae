//! The dialog: over the page, everything else inert, a sheet on phones. The browser keeps the
//! focus inside and gives it back; this only opens, closes and tells.
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Glyph, Icon, dynamic::optional, ids, words};

/// A modal dialog. Its content exists only while it is open: a `dialog-body`, a `dialog-footer`,
/// or a form that holds both.
#[component]
pub fn Dialog(
    /// Whether it stands open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person closes it: Escape, the corner, a click beside it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Room for tables and side-by-side.
    #[prop(optional)]
    wide: bool,
    /// Must be answered: Escape and clicks beside it do nothing, the corner is empty.
    #[prop(optional)]
    required: bool,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = ids::fresh();
    let named_by = id.clone();
    Effect::new(move |_| {
        let (Some(dialog), is_open) = (dialog.get(), open.get()) else { return };
        if is_open {
            // After the content is there, so that its `autofocus` is found.
            queue_microtask(move || {
                if !dialog.open() && dialog.is_connected() {
                    let _ = dialog.show_modal();
                }
            });
        } else if dialog.open() {
            dialog.close();
        }
    });
    // Taken away while open, it would take the focus with it.
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten()
            && dialog.open()
        {
            dialog.close();
        }
    });
    let closed = move |_| {
        if open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
    };
    let beside = move |event: ev::MouseEvent| {
        let is_backdrop =
            event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
        if is_backdrop && !required {
            on_close.run(());
        }
    };
    let is_open = Memo::new(move |_| open.get());
    let content = move || {
        let id = id.clone();
        is_open.get().then(|| {
            view! {
                <header class="dialog-header">
                    <h2 id=id>{title}</h2>
                    {(!required).then(|| corner(on_close))}
                </header>
                {children()}
            }
            .into_any()
        })
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=named_by
            data-size=wide.then_some("wide")
            on:close=closed
            on:cancel=move |event: web_sys::Event| {
                if required {
                    event.prevent_default();
                }
            }
            on:mousedown=beside
        >
            {optional(content)}
        </dialog>
    }
    .into_any()
}

fn corner(on_close: UnsyncCallback<()>) -> AnyView {
    view! {
        <button
            class="button"
            type="button"
            data-variant="ghost"
            data-only="icon"
            aria-label=words::CLOSE
            on:click=move |_| on_close.run(())
        >
            <Icon glyph=Glyph::CLOSE />
        </button>
    }
    .into_any()
}
