//! Buying a new pair of JWTs with a refresh token.
//!
//! Invariants: each refresh token buys one successor. The one before is told the same successor
//! again for a few seconds, because two tabs may race; an older one was stolen, or its thief was
//! first: the session ends. Nothing is stored of a token but its generation and date.
//! Not here: the renewal of a browser's access cookie (`authenticate`).

use daybook_db::Tx;

use super::{
    Identity, Pair, refusals, security_log,
    sessions::{self, Live, Why},
    token::jwt,
};
use crate::{
    app::App,
    error::{Error, Result},
    time::{SECOND, Timestamp},
};

const BLACKLISTED: &str = "Token is blacklisted";

enum Outcome {
    Bought(Live),
    Inactive,
    Used,
}

/// The next pair.
///
/// # Errors
/// 401 when the token is not ours, expired, used, or of an account that is switched off.
pub async fn rotate(app: &App, token: &str) -> Result<Pair> {
    let now = app.clock.now();
    let identity = &app.identity;
    let refresh = jwt::verify(&identity.keys, jwt::Kind::Refresh, token, now.0 / SECOND);
    let refresh = refresh.map_err(|why| refusals::token(&why.to_string()))?;
    let grace = app.config.jwt_refresh_grace * SECOND;
    let shared = identity.clone();
    let outcome =
        app.db.write(move |tx| -> Result<Outcome> { exchange(tx, &shared, &refresh, now, grace) });
    match outcome.await? {
        Outcome::Bought(live) => {
            Ok(Pair::issue(&identity.keys, live.user, live.id, live.generation, live.rotated_at))
        }
        Outcome::Inactive => Err(Error::bad_credentials(
            serde_json::json!({ "detail": "No active account found for the given token." }),
        )),
        Outcome::Used => Err(refusals::token(BLACKLISTED)),
    }
}

fn exchange(
    tx: &mut Tx<'_>,
    identity: &Identity,
    refresh: &jwt::Verified,
    now: Timestamp,
    grace: i64,
) -> Result<Outcome> {
    let rotated = sessions::rotate(tx, refresh.session, refresh.generation, now)?;
    let Some(live) =
        sessions::find(tx, refresh.session, now)?.filter(|live| live.user == refresh.user)
    else {
        return Ok(Outcome::Used);
    };
    if !live.is_active {
        return Ok(Outcome::Inactive);
    }
    let again = refresh.generation + 1 == live.generation && now.0 - live.rotated_at.0 < grace;
    if rotated || again {
        identity.reread_after_commit(tx, live.id);
        return Ok(Outcome::Bought(live));
    }
    security_log::session(tx, live.user, live.id, "used refresh token came again");
    sessions::end(tx, identity, live.user, live.id, Why::TokenReused, now)?;
    Ok(Outcome::Used)
}

/// Whether a token of either kind opens, or buys, something now.
///
/// # Errors
/// 401 when it does not.
pub async fn verify(app: &App, token: &str) -> Result<()> {
    let now = app.clock.now().0 / SECOND;
    let (kind, token) = jwt::verify_any(&app.identity.keys, token, now)
        .map_err(|why| refusals::token(&why.to_string()))?;
    let live = super::authenticate::live(app, token.session).await?;
    let live = live.filter(|live| live.user == token.user && live.is_active);
    let good =
        live.is_some_and(|live| kind == jwt::Kind::Access || live.generation == token.generation);
    if good { Ok(()) } else { Err(refusals::token(BLACKLISTED)) }
}
