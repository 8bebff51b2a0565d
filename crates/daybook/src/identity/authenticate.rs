//! One way from a request to its user, for every credential.
//!
//! Invariants: an `Authorization` header decides alone, whatever cookies say; signature and expiry
//! are checked before the database is asked; every credential but Basic leads to a living session
//! (not older than a second), or to nobody; an unsafe request that cookies vouch for is checked
//! for forgery.
//! Not here: logging in (`login`), rotation (`refresh`).

use std::sync::Arc;

use http::{HeaderValue, StatusCode, header, request::Parts};
use serde_json::json;

use super::{
    basic,
    client::Client,
    cookies::{self, Jar},
    csrf,
    current::CurrentUser,
    login, refusals, security_log,
    sessions::{self, Live},
    token::{jwt, opaque},
    users,
};
use crate::{
    app::App,
    error::{Error, Result},
    time::{DAY, MINUTE, SECOND},
};

/// A use is written down when the last one is so long ago.
const NOTED_EVERY: i64 = 5 * MINUTE;
/// A refresh cookie is dated anew when it is so old.
const SLIDES_AFTER: i64 = DAY;

/// Who looks for forged requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// They are refused here; the token stands in a header.
    Refused,
    /// The handler checks the form's field.
    CheckedLater,
}

/// The user of a request; `None` when no credentials came, or cookies that are nobody's.
///
/// # Errors
/// 401 for a header that is nobody's, 403 for a forged request, 429 for too many guesses.
pub async fn authenticate(
    app: &App,
    parts: &Parts,
    forgery: Forgery,
) -> Result<Option<CurrentUser>> {
    if let Some(header) = parts.headers.get(header::AUTHORIZATION) {
        return by_header(app, parts, header).await.inspect_err(note);
    }
    let user = by_cookies(app, parts).await?;
    if user.is_some() && forgery == Forgery::Refused && !parts.method.is_safe() {
        let token = parts.headers.get("x-csrftoken").and_then(|value| value.to_str().ok());
        csrf::check_request(&app.identity, parts, token, true)
            .map_err(|why| refusals::forged(&why))?;
    }
    Ok(user)
}

/// The user of a token of either kind, as sockets take it.
///
/// # Errors
/// 401 when it is nobody's.
pub async fn by_token(app: &App, token: &str) -> Result<CurrentUser> {
    if token.contains('.') { by_jwt(app, token).await } else { by_opaque(app, token).await }
}

/// The user of a handshake: by `?token=`, a `bearer.` subprotocol, a header, or cookies, which
/// need our own `Origin`. `None` when no credentials came, or Basic: it has no session, and a socket
/// must end with one.
///
/// # Errors
/// 401 for credentials that are nobody's, 403 for cookies from elsewhere.
pub async fn for_socket(app: &App, parts: &Parts) -> Result<Option<CurrentUser>> {
    if let Some(token) = socket_token(parts) {
        return by_token(app, &token).await.map(Some).inspect_err(note);
    }
    let user = authenticate(app, parts, Forgery::CheckedLater).await?;
    if user.as_ref().is_some_and(|user| user.by_cookie) {
        csrf::check_handshake(&app.identity, parts).map_err(|why| refusals::forged(&why))?;
    }
    Ok(user.filter(|user| user.session.is_some()))
}

fn note(error: &Error) {
    if error.status() == StatusCode::UNAUTHORIZED {
        security_log::refused_as_usual("credentials refused");
    }
}

fn socket_token(parts: &Parts) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let queried = pairs.find_map(|(name, value)| (name == "token").then(|| value.into_owned()));
    queried.or_else(|| {
        let offers = parts.headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
        let mut offers =
            offers.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
        offers.find_map(|offer| offer.trim().strip_prefix("bearer.").map(str::to_owned))
    })
}

async fn by_header(app: &App, parts: &Parts, header: &HeaderValue) -> Result<Option<CurrentUser>> {
    let header = String::from_utf8_lossy(header.as_bytes());
    let mut words = header.split_ascii_whitespace();
    let scheme = words.next().unwrap_or_default();
    let credentials = words.collect::<Vec<_>>();
    match (scheme, credentials.as_slice()) {
        ("Bearer", [token]) => by_jwt(app, token).await.map(Some),
        ("Bearer", _) => Err(refusals::bearer_header()),
        _ if scheme.eq_ignore_ascii_case("token") => match credentials.as_slice() {
            [token] => by_opaque(app, token).await.map(Some),
            [] => Err(refusals::unauthorised("Invalid token header. No credentials provided.")),
            _ => Err(refusals::unauthorised(
                "Invalid token header. Token string should not contain spaces.",
            )),
        },
        _ if scheme.eq_ignore_ascii_case("basic") => {
            by_password(app, parts, &credentials.join(" ")).await.map(Some)
        }
        _ => Ok(None),
    }
}

async fn by_opaque(app: &App, token: &str) -> Result<CurrentUser> {
    if !token.is_ascii() {
        return Err(refusals::unauthorised(
            "Invalid token header. Token string should not contain invalid characters.",
        ));
    }
    match live_by_token(app, opaque::fingerprint(token)).await? {
        None => Err(refusals::unauthorised("Invalid token.")),
        Some(live) if !live.is_active => Err(refusals::unauthorised("User inactive or deleted.")),
        Some(live) => Ok(current(&live, false)),
    }
}

async fn by_jwt(app: &App, token: &str) -> Result<CurrentUser> {
    let now = app.clock.now().0 / SECOND;
    let verified = jwt::verify(&app.identity.keys, jwt::Kind::Access, token, now);
    let verified = verified.map_err(refusals::access_token)?;
    match live(app, verified.session).await? {
        Some(live) if live.user == verified.user && live.is_active => Ok(current(&live, false)),
        Some(live) if live.user == verified.user => Err(Error::bad_credentials(
            json!({ "detail": "User is inactive", "code": "user_inactive" }),
        )),
        _ => Err(refusals::access_token(jwt::Refusal::Invalid)),
    }
}

/// Basic has no session. A right password is remembered for a minute, as long as it is the same.
async fn by_password(app: &App, parts: &Parts, credentials: &str) -> Result<CurrentUser> {
    let identity = &app.identity;
    let login = basic::parse(credentials).map_err(refusals::unauthorised)?;
    if let Some(known) = identity.basic.recall(&identity.keys, &login) {
        let user = app.db.read(move |tx| users::find(tx, known.user)).await?;
        if let Some(user) = user.filter(|user| user.is_active && user.stamp == known.stamp) {
            return Ok(current_of(&user));
        }
    }
    let client = Client::of(parts);
    let wrong = || refusals::unauthorised("Invalid username/password.");
    let verified =
        login::check(app, &client, &login.username, &login.password).await?.ok_or_else(wrong)?;
    let now = app.clock.now();
    let settled = verified.clone();
    if !app.db.write(move |tx| settled.settle(tx, now)).await? {
        return Err(wrong());
    }
    identity.basic.keep(&identity.keys, &login, verified.user.id, verified.user.stamp);
    Ok(current_of(&verified.user))
}

async fn by_cookies(app: &App, parts: &Parts) -> Result<Option<CurrentUser>> {
    let keys = &app.identity.keys;
    let now = app.clock.now();
    let access = cookies::read(&parts.headers, cookies::ACCESS);
    let access =
        access.and_then(|token| jwt::verify(keys, jwt::Kind::Access, token, now.0 / SECOND).ok());
    if let Some(access) = access {
        let live = live(app, access.session).await?;
        let live = live.filter(|live| live.is_active && live.user == access.user);
        return Ok(live.map(|live| current(&live, true)));
    }
    let refresh = cookies::read(&parts.headers, cookies::REFRESH);
    let refresh =
        refresh.and_then(|token| jwt::verify(keys, jwt::Kind::Refresh, token, now.0 / SECOND).ok());
    let Some(refresh) = refresh else { return Ok(None) };
    let grace = app.config.jwt_refresh_grace * SECOND;
    let live = live(app, refresh.session).await?.filter(|live| {
        let in_grace =
            refresh.generation + 1 == live.generation && now.0 - live.rotated_at.0 < grace;
        live.is_active
            && live.user == refresh.user
            && (refresh.generation == live.generation || in_grace)
    });
    let Some(live) = live else { return Ok(None) };
    renew(app, parts, &live).await?;
    Ok(Some(current(&live, true)))
}

/// Gives the browser a new access cookie, and once a day a refresh cookie with a later date.
async fn renew(app: &App, parts: &Parts, live: &Live) -> Result<()> {
    let identity = &app.identity;
    let now = app.clock.now();
    let pair = super::Pair::issue(&identity.keys, live.user, live.id, live.generation, now);
    let jar = Jar::of(parts);
    let secure = crate::http::Peer::of(parts).secure;
    jar.set_access(secure, &pair.access);
    if now.0 - live.rotated_at.0 > SLIDES_AFTER {
        let (id, generation) = (live.id, live.generation);
        let slid = app.db.write(move |tx| sessions::slide(tx, id, generation, now)).await?;
        identity.sessions.forget(&[id]);
        if slid {
            jar.set_session(secure, &pair.access, &pair.refresh);
        }
    }
    Ok(())
}

/// Whether a session is alive, as it was a second ago at most, and its user may log in.
///
/// # Errors
/// When the database fails.
pub async fn lives(app: &App, session: i64) -> Result<bool> {
    Ok(live(app, session).await?.is_some_and(|live| live.is_active))
}

/// The living session with this id, as it was a second ago at most.
pub(super) async fn live(app: &App, id: i64) -> Result<Option<Arc<Live>>> {
    let now = app.clock.now();
    let cache = &app.identity.sessions;
    let found = match cache.get(id) {
        Some(live) => Some(live),
        None => {
            let ticket = cache.ticket();
            let found = app.db.read(move |tx| sessions::find(tx, id, now)).await?;
            found.map(|live| cache.keep(ticket, None, live))
        }
    };
    note_use(app, found).await
}

async fn live_by_token(app: &App, hash: String) -> Result<Option<Arc<Live>>> {
    let now = app.clock.now();
    let cache = &app.identity.sessions;
    let found = match cache.get_by_token(&hash) {
        Some(live) => Some(live),
        None => {
            let ticket = cache.ticket();
            let wanted = hash.clone();
            let find = move |tx: &mut daybook_db::Tx<'_>| sessions::find_by_token(tx, &wanted, now);
            let found = app.db.read(find).await?;
            found.map(|live| cache.keep(ticket, Some(hash), live))
        }
    };
    note_use(app, found).await
}

/// Writes the use down now and then. A database that cannot be written refuses no reader.
async fn note_use(app: &App, live: Option<Arc<Live>>) -> Result<Option<Arc<Live>>> {
    let now = app.clock.now();
    let live = live.filter(|live| live.expires_at > now);
    if let Some(stale) = live.as_ref().filter(|live| now.0 - live.last_seen.0 > NOTED_EVERY) {
        let id = stale.id;
        let noted = app.db.write(move |tx| sessions::seen(tx, id, now)).await;
        app.identity.sessions.forget(&[id]);
        if let Err(error) = noted {
            tracing::debug!(%error, "the use of a session was not noted");
        }
    }
    Ok(live)
}

fn current(live: &Live, by_cookie: bool) -> CurrentUser {
    CurrentUser {
        id: live.user,
        username: live.username.clone(),
        is_staff: live.is_staff,
        is_superuser: live.is_superuser,
        session: Some(live.id),
        by_cookie,
    }
}

fn current_of(user: &users::User) -> CurrentUser {
    CurrentUser {
        id: user.id,
        username: user.username.clone(),
        is_staff: user.is_staff,
        is_superuser: user.is_superuser,
        session: None,
        by_cookie: false,
    }
}
