//! Who looks at a page, and what a page needs of them: CSRF secret, jar, messages.

use super::{
    flash::{self, Flash, Message},
    form::Problems,
    shell::{Boot, Page, Viewer},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation},
    identity::{
        CurrentUser, Pair,
        authenticate::{Forgery, authenticate},
        client::Client,
        cookies::{self, Jar},
        csrf, device,
        sessions::{self, Why},
        users::{self, User},
    },
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use http::request::Parts;
use schemars::SchemaGenerator;

/// Somebody who asks for a page, logged in or not.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    /// Who is logged in.
    pub(super) user: Option<CurrentUser>,
    /// The CSRF token for this page's forms.
    pub(super) csrf: String,
    /// Where they are.
    pub(super) client: Client,
    jar: Jar,
    messages: Vec<Message>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let user = authenticate(app, parts, Forgery::CheckedLater).await?;
        let (client, jar) = (Client::of(parts), Jar::of(parts));
        let secure = client.peer.secure;
        let secret = match cookies::read(&parts.headers, cookies::CSRF) {
            Some(known) if csrf::is_secret(known) => known.to_owned(),
            _ => {
                let secret = csrf::new_secret();
                jar.set_csrf(secure, &secret);
                secret
            }
        };
        let word = cookies::read(&parts.headers, cookies::FLASH);
        if word.is_some() {
            jar.set_flash(secure, None);
        }
        let messages = word.and_then(flash::read).into_iter().collect();
        Ok(Self { user, csrf: csrf::mask(&secret), client, jar, messages })
    }
}

impl Describe for Visitor {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answers.push((401, None));
    }
}

/// Somebody who is logged in; others are sent to the login page, and back after it.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Who.
    pub(super) user: CurrentUser,
    /// As a visitor.
    pub(super) visitor: Visitor,
}

impl FromRequestParts<App> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor =
            Visitor::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        match visitor.user.clone() {
            Some(user) => Ok(Self { user, visitor }),
            None => {
                let uri = parts
                    .extensions
                    .get::<OriginalUri>()
                    .map_or(&parts.uri, |original| &original.0);
                let here = uri.path_and_query().map_or("/", |target| target.as_str());
                Err(Page::found(&login_then(here)).into_response())
            }
        }
    }
}

impl Describe for Member {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Visitor::describe(operation, schemas);
        operation.answers.push((302, Some(("text/html", serde_json::json!({ "type": "string" })))));
    }
}

/// The login page, with the way back.
pub(super) fn login_then(next: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("/login?{query}")
}

/// A target that stays on this server; `//host` and `/\host` would not.
pub(super) fn safe_next(next: &str) -> Option<&str> {
    let mut bytes = next.bytes();
    let stays = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    (stays && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')).then_some(next)
}

impl Visitor {
    /// The messages that this page shows.
    pub(super) fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Tells something on the next page.
    pub(super) fn tell(&self, flash: Flash) {
        self.jar.set_flash(self.client.peer.secure, Some(flash.word()));
    }

    /// Gives the browser a session instead of the one that it came with, and remembers it as a
    /// device of this account.
    pub(super) async fn keep_session(&self, app: &App, username: &str, pair: &Pair) -> Result<()> {
        if self.user.as_ref().is_some_and(|user| user.by_cookie) {
            self.end_session(app, Why::Replaced).await?;
        }
        let secure = self.client.peer.secure;
        self.jar.set_session(secure, &pair.access, &pair.refresh);
        let mark = device::remember(&app.identity.keys, self.client.device.as_deref(), username);
        self.jar.set_device(secure, &mark);
        self.jar.set_csrf(secure, &csrf::new_secret());
        Ok(())
    }

    /// Ends the session that the visitor came with; `false` when there was none.
    pub(super) async fn end_session(&self, app: &App, why: Why) -> Result<bool> {
        let came_with = self.user.as_ref().and_then(|user| Some((user.id, user.session?)));
        let Some((user, session)) = came_with else { return Ok(false) };
        let (identity, now) = (app.identity.clone(), app.clock.now());
        app.db.write(move |tx| sessions::end(tx, &identity, user, session, why, now)).await
    }

    /// Takes the browser's session away.
    pub(super) fn forget_session(&self) {
        self.jar.clear_session(self.client.peer.secure);
    }

    /// The account of who is logged in.
    pub(super) async fn account(&self, app: &App) -> Result<Option<User>> {
        let Some(id) = self.user.as_ref().map(|user| user.id) else { return Ok(None) };
        app.db.read(move |tx| users::find(tx, id)).await
    }

    /// A page for this visitor.
    pub(super) async fn page(
        &self,
        app: &App,
        title: &str,
        form: Option<&Problems>,
        plain: &impl Template,
    ) -> Result<Page> {
        let account = self.account(app).await?;
        let viewer = account.as_ref().map(|account| Viewer {
            id: account.id,
            username: &account.username,
            email: &account.email,
            timezone: &account.timezone,
            is_staff: account.is_staff,
        });
        let boot = Boot {
            user: viewer,
            csrf: &self.csrf,
            messages: &self.messages,
            form,
            version: env!("CARGO_PKG_VERSION"),
        };
        Page::new(title, &boot, plain)
    }
}

#[cfg(test)]
mod tests {
    use super::{login_then, safe_next};

    #[test]
    fn a_next_stays_here() {
        for good in ["/", "/settings", "/activity/dashboard/?tag=a%20b"] {
            assert_eq!(safe_next(good), Some(good));
        }
        for bad in ["", "//evil", "/\\evil", "http://evil", "/a\nb", "javascript:x", "/a\\b"] {
            assert_eq!(safe_next(bad), None, "{bad}");
        }
        assert_eq!(login_then("/a?b=c"), "/login?next=%2Fa%3Fb%3Dc");
    }
}
