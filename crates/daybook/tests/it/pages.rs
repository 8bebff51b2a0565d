//! The pages as a browser without script sees them, and the boot data of the app.

use crate::harness::{Actor, Answer, PASSWORD, TestApp};
use serde_json::Value;

/// Signs up by the form; the browser is then logged in.
async fn signed_up(app: &TestApp, name: &str) -> Actor {
    let browser = app.anonymous().browser();
    browser.get("/registration").await.expect(200);
    let answer = browser
        .post_form(
            "/registration",
            &[("username", name), ("email", ""), ("password", PASSWORD), ("password2", PASSWORD)],
        )
        .await
        .expect(303);
    assert_eq!(answer.header("location"), "/settings");
    browser
}

fn boot(page: &Answer) -> Value {
    let (_, rest) = page.text().split_once("id=\"boot\">").expect("boot data");
    let (json, _) = rest.split_once("</script>").expect("the end of the boot data");
    serde_json::from_str(json).expect("JSON")
}

#[tokio::test]
async fn a_person_signs_up_looks_around_and_signs_out() {
    let app = TestApp::start().await;
    let browser = signed_up(&app, "amy").await;
    let page = browser.get("/profilepage").await.expect(200);
    assert_eq!(boot(&page)["user"]["username"], "amy");
    assert!(page.text().contains("<h1 class=\"mb-4 text-2xl font-semibold\">amy</h1>"));
    assert_eq!(page.header("cache-control"), "no-store");

    let answer = browser.get("/logout").await.expect(303);
    assert_eq!(answer.header("location"), "/login");
    let page = browser.get("/login").await.expect(200);
    assert_eq!(boot(&page)["messages"][0]["text"], "You are signed out.");
    assert_eq!(
        boot(&browser.get("/login").await)["messages"],
        serde_json::json!([]),
        "a message is shown once"
    );
    browser.get("/profilepage").await.expect(302);
}

#[tokio::test]
async fn logs_are_a_page_for_a_browser_at_the_path_of_their_api() {
    let app = TestApp::start().await;
    let amy = app.user("amy").await;
    let browser = amy.with("accept", "text/html,*/*;q=0.8");
    let page = browser.get("/logs").await.expect(200);
    assert!(page.text().contains("Nothing is logged yet."));
    let stranger = app.anonymous().with("accept", "text/html");
    let sent = stranger.get("/logs?status=PENDING").await.expect(302);
    assert_eq!(sent.header("location"), "/login?next=%2Flogs%3Fstatus%3DPENDING");

    let log = serde_json::json!({ "action": "back <up>", "status": "IN_PROGRESS" });
    amy.post("/logs/", log).await.expect(201);
    let page = browser.get("/logs/").await.expect(200);
    assert!(page.text().contains("back &#60;up&#62;<br>"), "{}", page.text());
    assert!(page.text().contains("IN_PROGRESS, <time>"));
    amy.get("/logs/").await.expect(405);
}

#[tokio::test]
async fn tasks_are_a_page_the_most_pressing_first() {
    let app = TestApp::start().await;
    let amy = app.user("amy").await;
    assert!(amy.get("/tasks").await.expect(200).text().contains("Nothing is to be done."));
    for (title, state, due) in [
        ("some <day>", "open", None),
        ("over", "done", Some("2020-01-01")),
        ("rent", "in_progress", Some("2020-01-02")),
    ] {
        let task = serde_json::json!({ "title": title, "state": state, "due_date": due });
        amy.post("/api/tasks/", task).await.expect(201);
    }
    let page = amy.get("/tasks").await.expect(200);
    let (_, list) = page.text().split_once("<ul>").expect("a list");
    let (rent, some_day) = (list.find("rent<br>"), list.find("some &#60;day&#62;<br>"));
    assert!(rent.is_some() && rent < some_day && !list.contains("over<br>"), "{list}");
    assert!(list.contains("<time>2020-01-02T00:00:00Z</time>, overdue"), "{list}");
}

#[tokio::test]
async fn rooms_are_pages_for_those_who_may_see_them() {
    let app = TestApp::start().await;
    let (amy, ben) = (app.user("amy").await, app.user("ben").await);
    assert!(amy.get("/chat").await.expect(200).text().contains("You are in no room."));
    let room = serde_json::json!({ "name": "plans", "topic": "a <b>", "private": true });
    amy.post("/api/chat/rooms/", room).await.expect(201);
    let page = amy.get("/chat").await.expect(200);
    assert!(
        page.text().contains("<a class=\"text-accent underline\" href=\"/chat/plans\">#plans</a>")
    );
    assert!(page.text().contains("a &#60;b&#62;"), "{}", page.text());
    assert!(amy.get("/chat/plans").await.expect(200).text().contains("Nothing was said yet."));
    for content in ["first <i>", "second"] {
        let said = serde_json::json!({ "content": content });
        amy.post("/api/chat/rooms/plans/messages/", said).await.expect(201);
    }
    let page = amy.get("/chat/plans").await.expect(200);
    let (first, second) =
        (page.text().find("first &#60;i&#62;"), page.text().find("second</span>"));
    assert!(first.is_some() && first < second, "{}", page.text());
    for (path, who) in [("/chat/plans", &ben), ("/chat/nowhere", &amy)] {
        let page = who.get(path).await.expect(200);
        assert!(page.text().contains("There is no such room, or you are not in it."));
        assert!(!page.text().contains("first"));
    }
    amy.get("/chat/no%20name").await.expect(404);
}

#[tokio::test]
async fn a_login_in_a_browser_that_is_logged_in_leaves_no_session_behind() {
    let app = TestApp::start().await;
    let elsewhere = app.user("amy").await;
    let browser = app.anonymous().browser().with("origin", &app.url);
    let login = [("username", "amy"), ("password", PASSWORD)];
    let mut socket = None;
    for _ in 0..3 {
        browser.get("/login").await.expect(200);
        browser.post_form("/login", &login).await.expect(303);
        socket.get_or_insert(browser.socket("/ws/live/").await);
    }
    let kinds = elsewhere.get("/api/auth/sessions/").await.expect(200).json();
    let kinds: Vec<_> = kinds.as_array().into_iter().flatten().map(|it| &it["kind"]).collect();
    assert_eq!(kinds.iter().filter(|kind| ***kind == "browser").count(), 1, "{kinds:?}");
    assert_eq!(kinds.len(), 2, "other devices stay: {kinds:?}");
    let closed = socket.expect("the first session's socket").closed().await;
    assert_eq!(closed, 4503, "and its sockets go with it");
    browser.get("/profilepage").await.expect(200);
}

#[tokio::test]
async fn with_a_browsers_session_go_the_answers_that_it_has_kept() {
    let app = TestApp::start().await;
    let page = signed_up(&app, "amy").await;
    assert_eq!(page.get("/settings").await.expect(200).header("clear-site-data"), "");
    assert_eq!(page.get("/logout").await.expect(303).header("clear-site-data"), "\"cache\"");

    let script = signed_up(&app, "ben").await.with("origin", &app.url);
    let answer = script.post("/api/logout/", serde_json::json!({})).await.expect(200);
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");

    let program = app.user("cat").await;
    let answer = program.post("/api/logout/", serde_json::json!({})).await.expect(200);
    assert_eq!(answer.header("clear-site-data"), "", "a program has no cache of ours");
}

#[tokio::test]
async fn who_is_not_logged_in_is_sent_to_the_login_and_back() {
    let app = TestApp::start().await;
    signed_up(&app, "amy").await;
    let browser = app.anonymous().browser().with("origin", &app.url);
    for (path, next) in [
        ("/", "%2F"),
        ("/settings", "%2Fsettings"),
        ("/activity/dashboard/?tag=book", "%2Factivity%2Fdashboard%2F%3Ftag%3Dbook"),
    ] {
        let answer = browser.get(path).await.expect(302);
        assert_eq!(answer.header("location"), format!("/login?next={next}"));
    }
    let page = browser.get("/login?next=%2Fsettings").await.expect(200);
    assert!(page.text().contains("name=\"next\" value=\"/settings\""), "{}", page.text());
    let login = async |next: &str| {
        let fields = [("username", "amy"), ("password", PASSWORD), ("next", next)];
        browser.post_form("/login", &fields).await.expect(303).header("location").to_owned()
    };
    assert_eq!(login("/settings").await, "/settings");
    assert_eq!(login("").await, "/profilepage");
    assert_eq!(login("//evil.example").await, "/profilepage", "a login leads to no other host");
    assert_eq!(login("https://evil.example").await, "/profilepage");
}

#[tokio::test]
async fn a_day_is_written_down_without_script() {
    let app = TestApp::start().await;
    let browser = signed_up(&app, "amy").await.with("origin", &app.url);
    let press = async |action: &str, fields: &[(&str, &str)]| {
        let mut form = vec![("action", action)];
        form.extend(fields);
        browser.post_form("/activity/dashboard/", &form).await
    };
    let told = async || {
        let page = browser.get("/activity/dashboard/").await.expect(200);
        let message = boot(&page)["messages"][0]["text"].as_str().unwrap_or_default().to_owned();
        (message, page)
    };
    let fields = [("activity_name", "reading <b>"), ("duration", "30")];
    assert_eq!(press("log", &fields).await.expect(303).header("location"), "/activity/dashboard/");
    let (message, page) = told().await;
    assert_eq!(message, "Logged.");
    assert!(page.text().contains("reading &#60;b&#62;"), "{}", page.text());
    press("start", &[("activity_name", "writing"), ("duration", "")]).await.expect(303);
    let (message, page) = told().await;
    assert_eq!(message, "The timer runs.");
    assert!(page.text().contains("<strong>writing</strong> runs since"));
    press("stop", &[]).await.expect(303);
    assert_eq!(told().await.0, "The timer was stopped, and its time logged.");
    press("stop", &[]).await.expect(303);
    assert_eq!(told().await.0, "No timer is running.");

    let page = press("log", &[("activity_name", ""), ("duration", "soon")]).await.expect(200);
    assert!(page.text().contains("This field may not be blank."), "{}", page.text());
    assert!(
        page.text().contains("A valid integer is required.")
            && page.text().contains("value=\"soon\"")
    );

    let list = browser.get("/api/activities/").await.expect(200).json();
    for activity in list.as_array().expect("a list") {
        press("delete", &[("activity", &activity["id"].to_string())]).await.expect(303);
    }
    assert_eq!(told().await.0, "Deleted.");
    assert_eq!(browser.get("/api/activities/").await.expect(200).json(), serde_json::json!([]));
    press("delete", &[("activity", "1")]).await.expect(404);
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_what_was_typed_but_no_password() {
    let app = TestApp::start().await;
    let browser = app.anonymous().browser();
    browser.get("/registration").await.expect(200);
    let fields =
        [("username", "am y\"<"), ("email", "x"), ("password", "12345"), ("password2", "54321")];
    let page = browser.post_form("/registration", &fields).await.expect(200);
    assert!(page.text().contains("Enter a valid email address."), "{}", page.text());
    assert!(
        page.text().contains("am y&#34;&#60;"),
        "what was typed is shown as text: {}",
        page.text()
    );
    assert!(!page.text().contains("12345") && !page.text().contains("54321"));
    assert_eq!(boot(&page)["form"]["values"]["username"], "am y\"<");
    assert_eq!(boot(&page)["form"]["errors"]["email"][0], "Enter a valid email address.");

    let fields = [("username", "amy"), ("password", PASSWORD), ("password2", "another thing 9")];
    let page = browser.post_form("/registration", &fields).await.expect(200);
    assert!(page.text().contains("Passwords do not match."));
    let page = browser
        .post_form("/login", &[("username", "amy"), ("password", "wrong")])
        .await
        .expect(200);
    assert!(page.text().contains("Wrong username or password."));
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let app = TestApp::start().await;
    let browser = signed_up(&app, "amy").await;
    let fields = [("session", "1")];
    let foreign = browser.with("origin", "https://evil.example");
    foreign.post_form("/settings", &fields).await.expect(403);
    browser.with("x-csrftoken", "forged").post_form("/settings", &fields).await.expect(403);
    let stranger = app.anonymous();
    stranger.post_form("/login", &[("username", "amy"), ("password", PASSWORD)]).await.expect(403);
    browser.with("origin", &app.url).post_form("/settings", &fields).await.expect(303);
}

#[tokio::test]
async fn a_link_on_another_site_asks_before_it_signs_out() {
    let app = TestApp::start().await;
    let browser = signed_up(&app, "amy").await;
    let sent = browser.with("sec-fetch-site", "cross-site");
    let page = sent.get("/logout").await.expect(200);
    assert!(page.text().contains("Another site sent you here."));
    browser.get("/profilepage").await.expect(200);
    browser.with("origin", &app.url).post_form("/logout", &[]).await.expect(303);
    browser.get("/profilepage").await.expect(302);
}

#[tokio::test]
async fn a_session_ends_from_the_settings_page() {
    let app = TestApp::start().await;
    let browser = signed_up(&app, "amy").await;
    let other = app.anonymous().browser();
    other.get("/login").await.expect(200);
    other.post_form("/login", &[("username", "amy"), ("password", PASSWORD)]).await.expect(303);
    let sessions = browser.get("/api/auth/sessions/").await.expect(200).json();
    let other_id = sessions.as_array().into_iter().flatten().find(|it| it["current"] == false);
    let other_id = other_id.expect("another session")["id"].to_string();
    let here = browser.with("origin", &app.url);
    let answer = here.post_form("/settings", &[("session", &other_id)]).await.expect(303);
    assert_eq!(answer.header("location"), "/settings");
    other.get("/settings").await.expect(302);
    here.post_form("/settings", &[("session", &other_id)]).await.expect(404);
}

#[tokio::test]
async fn the_api_is_told_to_people_without_any_outside_host() {
    let app = TestApp::start().await;
    let page = app.anonymous().get("/api/docs/").await.expect(200);
    assert!(page.text().contains("/api/activities/") || page.text().contains("/api/login/"));
    assert!(
        !page.text().contains("http://") && !page.text().contains("https://"),
        "{}",
        page.text()
    );
}
