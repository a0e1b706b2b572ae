//! What Leptos and its router cost at the least: two routes and a button.
use leptos::prelude::*;
use leptos_router::{components::*, path};

fn main() {
    leptos::mount::mount_to_body(|| {
        let (n, set) = signal(0);
        let home =
            move || view! { <button id="go" on:click=move |_| set.update(|n| *n += 1)>"n=" {n}</button> };
        view! {
            <Router>
                <nav><A href="/">"Home"</A><A href="/users">"Users"</A></nav>
                <Routes fallback=|| "not found">
                    <Route path=path!("/") view=home />
                    <Route path=path!("/users") view=|| view! { <h1>"Users"</h1> } />
                </Routes>
            </Router>
        }
    })
}
