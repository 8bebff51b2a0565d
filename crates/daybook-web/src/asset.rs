//! Files of the build by their path.
//!
//! Not here: the page itself, which is no asset (`page`).

use crate::Built;
use std::borrow::Cow;

/// One file, in each form that the build made of it.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file as it is.
    pub bytes: Cow<'static, [u8]>,
    /// The same in brotli, when that was worth it.
    pub brotli: Option<Cow<'static, [u8]>>,
    /// The same in gzip, when that was worth it.
    pub gzip: Option<Cow<'static, [u8]>>,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// A strong tag, quotes included, of the plain bytes. An encoding needs a tag of its own.
    pub etag: String,
    /// The name holds a hash of the content, so that it may be kept for ever.
    pub immutable: bool,
}

/// The file at a path without a leading slash: `theme.js`, `assets/index-3f9c.js`.
///
/// The page, and the compressed forms by their own names, are not assets.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    let content_type = content_type(path)?;
    if path == "index.html" {
        return None;
    }
    let file = Built::get(path)?;
    let encoded = |extension| Built::get(&format!("{path}.{extension}")).map(|file| file.data);
    Some(Asset {
        brotli: encoded("br"),
        gzip: encoded("gz"),
        etag: etag(&file.metadata.sha256_hash()),
        bytes: file.data,
        content_type,
        immutable: path.starts_with("assets/"),
    })
}

/// The paths that [`asset`] knows.
pub fn paths() -> impl Iterator<Item = Cow<'static, str>> {
    Built::iter().filter(|path| path != "index.html" && content_type(path).is_some())
}

fn etag(hash: &[u8]) -> String {
    let digits: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

fn content_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{asset, content_type, etag, paths};

    #[test]
    fn known_extensions_have_a_type_and_others_none() {
        assert_eq!(content_type("assets/a.js"), Some("text/javascript; charset=utf-8"));
        assert_eq!(content_type("assets/a.js.br"), None);
        assert_eq!(content_type("LICENSE"), None);
    }

    #[test]
    fn every_listed_path_is_an_asset_and_only_hashed_ones_are_kept_for_ever() {
        for path in paths() {
            let asset = asset(&path).unwrap_or_else(|| panic!("{path} is listed but not served"));
            assert_eq!(asset.immutable, path.starts_with("assets/"), "{path}");
        }
    }

    #[test]
    fn the_page_and_what_is_outside_are_no_assets() {
        for path in ["index.html", "", "../Cargo.toml", "assets/", "theme.js.gz"] {
            assert!(asset(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_tag_is_quoted_hexadecimal() {
        assert_eq!(etag(&[0xab; 32]), format!("\"{}\"", "ab".repeat(12)));
    }
}
