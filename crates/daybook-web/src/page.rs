//! The page that every place of the app begins with, as a template.
//!
//! Not here: what is put at its marks (the application's `pages`).

use crate::Built;
use std::sync::LazyLock;

/// Where the block of boot data goes, in `<head>`. Its JSON must hold no `<`.
pub const BOOT_MARK: &str = "<!--boot-->";

/// Where the plain page goes, inside `<noscript>`.
pub const PAGE_MARK: &str = "<!--page-->";

/// For a server that was built without the app: the plain pages work all the same, so they are shown to all.
const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Daybook</title><!--boot--></head>
<body><p>The web app was not built into this server: run <code>make build</code>. The plain pages work.</p><!--page--></body>
</html>
";

static INDEX: LazyLock<Option<String>> = LazyLock::new(|| {
    let file = Built::get("index.html")?;
    String::from_utf8(file.data.into_owned()).ok()
});

/// Whether the app was built before the server.
#[must_use]
pub fn is_built() -> bool {
    INDEX.is_some()
}

/// The page as a template, with [`BOOT_MARK`] and [`PAGE_MARK`] once each.
#[must_use]
pub fn index_html() -> &'static str {
    INDEX.as_deref().unwrap_or(NOT_BUILT)
}

#[cfg(test)]
mod tests {
    use super::{BOOT_MARK, NOT_BUILT, PAGE_MARK, index_html};

    #[test]
    fn each_mark_stands_once_in_the_built_page_and_in_its_stand_in() {
        for page in [index_html(), NOT_BUILT] {
            assert_eq!(page.matches(BOOT_MARK).count(), 1, "{page}");
            assert_eq!(page.matches(PAGE_MARK).count(), 1, "{page}");
        }
    }

    #[test]
    fn the_page_has_no_inline_script_or_style() {
        for tag in index_html()
            .split('<')
            .filter(|tag| tag.starts_with("script") || tag.starts_with("style"))
        {
            assert!(tag.starts_with("script") && tag.contains(" src="), "<{tag}");
        }
    }
}
