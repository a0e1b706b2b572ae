//! Starts the app in the page that loaded it.

fn main() {
    bim_admin::app::start();
}
