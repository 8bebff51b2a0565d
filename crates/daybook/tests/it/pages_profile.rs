//! `/profilepage`, `/settings` and `/activity` without JavaScript.

use crate::harness::{Actor, PASSWORD, TestApp};

async fn signed_up(app: &TestApp, name: &str) -> Actor {
    let browser = app.anonymous().browser();
    browser.get("/registration").await.expect(200);
    let fields = [("username", name), ("password", PASSWORD), ("password2", PASSWORD)];
    let answer = browser.post_form("/registration", &fields).await.expect(303);
    assert_eq!(answer.header("location"), "/settings");
    browser
}

#[tokio::test]
async fn settings_are_saved_and_shown() {
    let app = TestApp::start().await;
    let amy = signed_up(&app, "amy").await;
    let fields = [
        ("name", "Amy \"A\""),
        ("surname", "<b>Bell</b>"),
        ("age", "42"),
        ("phone_number", "+1 555"),
        ("profession", "carpenter"),
        ("about_me", "wood & words"),
        ("timezone", "Europe/Berlin"),
    ];
    let answer = amy.post_form("/settings", &fields).await.expect(303);
    assert_eq!(answer.header("location"), "/settings");
    let page = amy.get("/settings").await.expect(200);
    assert!(page.text().contains("Settings updated."), "{}", page.text());
    let shown = ["Amy &#34;A&#34;", "&#60;b&#62;Bell&#60;/b&#62;", "42", "+1 555", "carpenter"];
    for text in shown.into_iter().chain(["wood &#38; words", "Europe/Berlin"]) {
        assert!(page.text().contains(text), "{text} is not on {}", page.text());
        let profile = amy.get("/profilepage").await.expect(200);
        assert!(profile.text().contains(text), "{text} is not on {}", profile.text());
    }
    assert!(!amy.get("/settings").await.expect(200).text().contains("Settings updated."));
}

#[tokio::test]
async fn a_form_with_errors_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let amy = signed_up(&app, "amy").await;
    let fields = [("name", "Amy"), ("age", "old"), ("timezone", "Mars")];
    let page = amy.post_form("/settings", &fields).await.expect(200);
    for text in
        ["A valid integer is required.", "is not a valid choice.", "value=\"Amy\"", "value=\"old\""]
    {
        assert!(page.text().contains(text), "{text} is not on {}", page.text());
    }
    let profile = amy.get("/api/profiles/me/").await.expect(200).json();
    assert_eq!(profile["name"], "");
}

#[tokio::test]
async fn a_picture_comes_by_the_form_and_goes_by_a_button() {
    let app = TestApp::start().await;
    let amy = signed_up(&app, "amy").await;
    let mut png = std::io::Cursor::new(Vec::new());
    let drawn = image::DynamicImage::new_rgb8(90, 60);
    drawn.write_to(&mut png, image::ImageFormat::Png).expect("a file");
    let picture = |bytes: Vec<u8>| {
        let file = reqwest::multipart::Part::bytes(bytes).file_name("me.png");
        reqwest::multipart::Form::new().text("name", "Amy").part("profileimg", file)
    };
    amy.post_multipart("/settings", picture(png.into_inner())).await.expect(303);
    let page = amy.get("/profilepage").await.expect(200);
    assert!(
        page.text().contains("<img") && page.text().contains("/api/avatars/"),
        "{}",
        page.text()
    );
    let page = amy.post_multipart("/settings", picture(b"no picture".to_vec())).await.expect(200);
    assert!(page.text().contains("Upload a valid image."), "{}", page.text());
    assert!(page.text().contains("/api/avatars/"), "the old one is still there");
    amy.post_form("/settings", &[("name", "Amy"), ("profileimg", "")]).await.expect(303);
    let page = amy.get("/profilepage").await.expect(200);
    assert!(!page.text().contains("/api/avatars/"));
}

#[tokio::test]
async fn history_is_a_page_in_parts() {
    let app = TestApp::start().await;
    let amy = signed_up(&app, "amy").await;
    for number in 0..60 {
        let name = format!("name {number}");
        amy.post_form("/settings", &[("name", name.as_str())]).await.expect(303);
    }
    let page = amy.get("/activity").await.expect(200);
    assert!(page.text().contains("profile updated") && page.text().contains("fields: name"));
    assert!(!page.text().contains("registered"));
    let next = page.text().split("/activity?before=").nth(1).expect("an earlier page");
    let next: String = next.chars().take_while(char::is_ascii_digit).collect();
    let page = amy.get(&format!("/activity?before={next}")).await.expect(200);
    assert!(page.text().contains("registered") && !page.text().contains("Earlier"));
}

#[tokio::test]
async fn a_stranger_logs_in_first() {
    let app = TestApp::start().await;
    signed_up(&app, "amy").await;
    let stranger = app.anonymous().browser();
    for (path, next) in [
        ("/profilepage", "%2Fprofilepage"),
        ("/settings", "%2Fsettings"),
        ("/activity?before=7", "%2Factivity%3Fbefore%3D7"),
    ] {
        let answer = stranger.get(path).await.expect(302);
        assert_eq!(answer.header("location"), format!("/login?next={next}"));
    }
    stranger.get("/login").await.expect(200);
    let fields = [("username", "amy"), ("password", PASSWORD), ("next", "/activity")];
    let answer = stranger.post_form("/login", &fields).await.expect(303);
    assert_eq!(answer.header("location"), "/activity");
    stranger.get("/activity").await.expect(200);
    let answer = stranger.get("/logout").await.expect(303);
    assert_eq!(answer.header("location"), "/login");
}

#[tokio::test]
async fn who_knows_the_password_ends_the_account() {
    let app = TestApp::start().await;
    let amy = signed_up(&app, "amy").await;
    amy.post_form("/settings", &[("name", "Amy"), ("age", "42")]).await.expect(303);
    amy.get("/settings").await.expect(200);
    for (typed, said) in
        [("", "This field may not be blank."), ("a wrong password", "Invalid password.")]
    {
        let page = amy.post_form("/settings", &[("current_password", typed)]).await.expect(200);
        for text in [said, "value=\"Amy\"", "value=\"42\""] {
            assert!(page.text().contains(text), "{text} is not on {}", page.text());
        }
        assert!(!page.text().contains("a wrong password"), "{}", page.text());
    }
    let ended = amy.post_form("/settings", &[("current_password", PASSWORD)]).await.expect(303);
    assert_eq!(ended.header("location"), "/login");
    let page = amy.get("/login").await.expect(200);
    assert!(page.text().contains("is gone."), "{}", page.text());
    amy.get("/settings").await.expect(302);
    let fields = [("username", "amy"), ("password", PASSWORD)];
    let refused = amy.post_form("/login", &fields).await.expect(200);
    assert!(refused.text().contains("Wrong username or password."), "{}", refused.text());
}

#[tokio::test]
async fn a_picture_that_is_too_large_is_told_on_the_page_and_a_form_from_elsewhere_brings_none() {
    let app = TestApp::with(&[("DAYBOOK_UPLOAD_LIMIT", "65536")]).await;
    let amy = signed_up(&app, "amy").await;
    amy.post_form("/settings", &[("name", "Amy")]).await.expect(303);
    let picture = |size: usize| {
        let file = reqwest::multipart::Part::bytes(vec![0; size]).file_name("me.png");
        reqwest::multipart::Form::new().text("name", "Anne").part("profileimg", file)
    };
    for (size, name) in [(65_537, "Anne"), (1_114_112, "Amy")] {
        let page = amy.post_multipart("/settings", picture(size)).await.expect(200);
        for text in ["Ensure this file has no more than 65536 bytes.", &format!("value=\"{name}\"")]
        {
            assert!(page.text().contains(text), "{text} is not on {}", page.text());
        }
    }
    let foreign = amy.with("origin", "https://evil.example");
    foreign.post_multipart("/settings", picture(10)).await.expect(403);
    amy.with("x-csrftoken", "forged").post_multipart("/settings", picture(10)).await.expect(403);
    let stranger = app.anonymous().browser();
    let sent = stranger.post_multipart("/settings", picture(1_114_112)).await.expect(303);
    assert_eq!(sent.header("location"), "/login?next=%2Fsettings");
    assert_eq!(amy.get("/api/profiles/me/").await.expect(200).json()["name"], "Amy");
}
