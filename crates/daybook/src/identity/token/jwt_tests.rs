//! Tables over good, forged and damaged tokens.

use super::*;
use crate::identity::secret::Secret;

const NOW: i64 = 1_770_000_000;

fn keys() -> Keys {
    Keys::new(&Secret::new("a key of the tests, long enough for anybody"))
}

fn grant() -> Grant {
    Grant { user: 7, session: 42, generation: 3, at: NOW * 1_000_000 + 5, lifetime: 1_800 }
}

/// Signs any header and payload with the right key.
fn signed(header: &str, payload: &str) -> String {
    let mut text =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = keys().jwt.chain_update(&text).finalize().into_bytes();
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut text);
    text
}

const GOOD: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

#[test]
fn the_example_of_rfc_7515_verifies() {
    let key = URL_SAFE_NO_PAD
        .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
        .unwrap();
    let text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let (signed, signature) = text.rsplit_once('.').unwrap();
    let mut keys = keys();
    keys.jwt = hmac::KeyInit::new_from_slice(&key).unwrap();
    let expected = keys.jwt.chain_update(signed).finalize().into_bytes();
    assert_eq!(URL_SAFE_NO_PAD.encode(expected), signature);
}

#[test]
fn what_is_issued_verifies_until_it_expires() {
    let text = issue(&keys(), Kind::Access, &grant());
    let verified = Verified { user: 7, session: 42, generation: 3, expires: NOW + 1_800 };
    assert_eq!(verify(&keys(), Kind::Access, &text, NOW), Ok(verified));
    assert_eq!(verify(&keys(), Kind::Access, &text, NOW + 1_799), Ok(verified));
    assert_eq!(verify(&keys(), Kind::Access, &text, NOW + 1_800), Err(Refusal::Expired));
    assert_eq!(verify(&keys(), Kind::Refresh, &text, NOW), Err(Refusal::WrongType));
}

#[test]
fn the_text_depends_on_the_grant_alone() {
    let text = issue(&keys(), Kind::Refresh, &grant());
    assert_eq!(text, issue(&keys(), Kind::Refresh, &grant()));
    let later = Grant { generation: 4, ..grant() };
    assert_ne!(text, issue(&keys(), Kind::Refresh, &later));
    let same_second = Grant { at: grant().at + 1, ..grant() };
    assert_ne!(text, issue(&keys(), Kind::Refresh, &same_second));
}

#[test]
fn a_user_id_may_be_a_number() {
    for id in ["\"7\"", "7"] {
        let payload = format!(
            r#"{{"token_type":"access","exp":{},"user_id":{id},"sid":1,"extra":[]}}"#,
            NOW + 1
        );
        assert_eq!(
            verify(&keys(), Kind::Access, &signed(GOOD, &payload), NOW).map(|v| v.user),
            Ok(7)
        );
    }
}

#[test]
fn forgeries_are_refused() {
    let good = issue(&keys(), Kind::Access, &grant());
    let (head, signature) = good.rsplit_once('.').unwrap();
    let payload = head.split_once('.').unwrap().1;
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let other = issue(&Keys::new(&Secret::new("another")), Kind::Access, &grant());
    let other_user = URL_SAFE_NO_PAD.encode(claims.replace("\"7\"", "\"8\""));
    for forged in [
        String::new(),
        "a.b.c".to_owned(),
        "..".to_owned(),
        head.to_owned(),
        format!("{head}."),
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{HEADER}.{other_user}.{signature}"),
        format!("{good}A"),
        format!("{good}="),
        format!("{good}.{signature}"),
        other,
        signed(r#"{"alg":"HS384","typ":"JWT"}"#, &claims),
        signed(r#"{"alg":"none"}"#, &claims),
        signed(r#"{"alg":["HS256"]}"#, &claims),
        signed("{}", &claims),
        signed(GOOD, "[]"),
        signed(GOOD, &claims.replace("\"sid\"", "\"side\"")),
        signed(GOOD, &claims.replace("\"7\"", "\"7e0\"")),
        signed(GOOD, &claims.replace("\"7\"", "-7")),
        "x".repeat(LONGEST + 1),
    ] {
        assert_eq!(verify(&keys(), Kind::Access, &forged, NOW), Err(Refusal::Invalid), "{forged}");
    }
}

#[test]
fn a_token_without_user_or_with_a_strange_type() {
    let payload = format!(r#"{{"token_type":"access","exp":{},"sid":1}}"#, NOW + 1);
    assert_eq!(verify(&keys(), Kind::Access, &signed(GOOD, &payload), NOW), Err(Refusal::NoUser));
    let payload = format!(r#"{{"token_type":"sliding","exp":{},"user_id":"7","sid":1}}"#, NOW + 1);
    assert_eq!(
        verify(&keys(), Kind::Access, &signed(GOOD, &payload), NOW),
        Err(Refusal::WrongType)
    );
}

#[test]
fn any_damage_is_noticed() {
    let good = issue(&keys(), Kind::Access, &grant());
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let damaged = String::from_utf8(bytes).unwrap();
        assert_eq!(verify(&keys(), Kind::Access, &damaged, NOW), Err(Refusal::Invalid), "at {at}");
    }
}
