//! Where the value of a setting comes from, and how it is shown.

use super::{SETTINGS, Shown};
use std::{collections::HashMap, fmt, path::Path};

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// The file `.env`.
    DotEnv,
    /// Nobody said.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::DotEnv => ".env",
            Self::Default => "default",
        })
    }
}

/// All that was said, and by whom.
#[derive(Clone, Default)]
pub struct Sources {
    flags: HashMap<&'static str, String>,
    environment: HashMap<String, String>,
    dot_env: HashMap<String, String>,
}

impl Sources {
    /// Reads the environment of this process, and `.env` in the folder given.
    pub fn read(folder: &Path) -> Result<Self, dotenvy::Error> {
        #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let file = folder.join(".env");
        let dot_env = if file.exists() {
            dotenvy::from_path_iter(file)?.collect::<Result<_, _>>()?
        } else {
            HashMap::new()
        };
        Ok(Self { flags: HashMap::new(), environment, dot_env })
    }

    /// Settings given by a program, as flags are.
    pub fn of<'a>(flags: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        let flags = flags.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        Self { flags, ..Self::default() }
    }

    /// Adds a flag, when it was given.
    pub fn flag(&mut self, name: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.flags.insert(name, value);
        }
    }

    /// The value of a setting, and where it is from.
    pub fn get(&self, name: &'static str) -> (String, Source) {
        let said = [
            (self.flags.get(name), Source::Flag),
            (self.environment.get(name), Source::Environment),
            (self.dot_env.get(name), Source::DotEnv),
        ];
        let said =
            said.into_iter().find_map(|(value, source)| value.map(|value| (value.clone(), source)));
        said.unwrap_or_else(|| {
            let default = SETTINGS.iter().find(|setting| setting.name == name);
            (
                default.map_or_else(String::new, |setting| setting.default.to_owned()),
                Source::Default,
            )
        })
    }

    /// Every setting as a line, `NAME=value  # source`, secrets masked.
    pub fn shown(&self) -> String {
        let mut lines = String::new();
        for setting in SETTINGS {
            let (value, source) = self.get(setting.name);
            let value = match setting.shown {
                _ if value.is_empty() => value,
                Shown::Plain => value,
                Shown::Masked => "***".to_owned(),
                Shown::Url => mask_url(&value),
            };
            lines.push_str(&format!("{}={value}  # {source}\n", setting.name));
        }
        lines
    }
}

/// The URL with the password between `:` and `@` hidden, and the query too.
fn mask_url(url: &str) -> String {
    let (url, query) = url.split_once('?').map_or((url, ""), |(url, _)| (url, "?***"));
    let masked = url.split_once("://").and_then(|(scheme, rest)| {
        let (login, host) = rest.rsplit_once('@')?;
        let user = login.split_once(':').map_or(login, |(user, _)| user);
        Some(format!("{scheme}://{user}:***@{host}{query}"))
    });
    masked.unwrap_or_else(|| format!("{url}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_source_wins() {
        let mut sources = Sources::default();
        sources.dot_env.insert("PUBLIC_URL".into(), "http://c".into());
        assert_eq!(sources.get("PUBLIC_URL"), ("http://c".into(), Source::DotEnv));
        sources.environment.insert("PUBLIC_URL".into(), "http://b".into());
        assert_eq!(sources.get("PUBLIC_URL"), ("http://b".into(), Source::Environment));
        sources.flag("PUBLIC_URL", Some("http://a".into()));
        assert_eq!(sources.get("PUBLIC_URL"), ("http://a".into(), Source::Flag));
        assert_eq!(sources.get("JWT_REFRESH_GRACE"), ("10".into(), Source::Default));
    }

    #[test]
    fn no_secret_is_shown() {
        let sources = Sources::of([
            ("SECRET_KEY", "planted-secret-key"),
            ("DATABASE_URL", "postgres://amy:planted@db/daybook?sslpassword=planted"),
        ]);
        let shown = sources.shown();
        assert!(!shown.contains("planted"), "{shown}");
        assert!(
            shown.contains("DATABASE_URL=postgres://amy:***@db/daybook?***  # flag"),
            "{shown}"
        );
    }
}
