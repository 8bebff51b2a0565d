//! The id in a path: decimal digits that fit 64 bits; all else names nothing, and is a 404.

use crate::{
    app::App,
    error::{Error, Result},
};
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;

/// The `{id}` of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub i64);

impl FromRequestParts<App> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let text = params.iter().find_map(|(name, value)| (name == "id").then_some(value));
        text.and_then(parse).map(Self).ok_or_else(Error::not_found)
    }
}

fn parse(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_id_is_digits_that_fit() {
        assert_eq!(parse("7"), Some(7));
        assert_eq!(parse("9223372036854775807"), Some(i64::MAX));
        for bad in ["", "-1", "+1", "1.0", "abc", "9223372036854775808", "0x1", " 1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
