//! The built web app, carried inside the binary: its files, each plain and compressed, and its page.
//!
//! Invariants: a path gives the same bytes for the life of the process; what is under `assets/` has its
//! hash in its name and never changes; without a build there is a page that says so, and no asset.
//!
//! Not here: choosing an encoding for a request, headers, what is filled into the page (the application's `pages`).

mod asset;
mod page;

pub use asset::{Asset, asset, paths};
pub use page::{BOOT_MARK, PAGE_MARK, index_html, is_built};

/// What `npm run build` left; empty when nobody ran it.
#[derive(rust_embed::Embed)]
#[folder = "../../web/dist/"]
#[allow_missing = true]
struct Built;
