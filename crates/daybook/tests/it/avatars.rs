//! Pictures of profiles: what comes in, what of it is kept, and what hostile files do.

use crate::harness::{Actor, Answer, PASSWORD, TestApp};
use image::{
    DynamicImage, ExtendedColorType, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba,
    RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder},
};
use serde_json::{Value, json};
use std::io::Cursor;

pub(crate) const ME: &str = "/api/profiles/me/";
const NO_IMAGE: &str =
    "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";

/// A picture whose left half is red and whose right half is blue.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    })
}

pub(crate) fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = DynamicImage::from(picture(width, height));
    picture.write_to(&mut file, format).expect("a file");
    file.into_inner()
}

/// A JPEG that says it lies on its right side, and where it was taken.
fn turned() -> Vec<u8> {
    let plain = file(ImageFormat::Jpeg, 120, 80);
    let mut exif =
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"taken at home");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

/// A multipart body: a file as `profileimg`, and texts.
pub(crate) fn multipart(name: &str, file: &[u8], texts: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, text) in texts {
        let part =
            format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n");
        body.extend(part.bytes());
    }
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"profileimg\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    body
}

pub(crate) async fn upload(actor: &Actor, file: &[u8]) -> Answer {
    let body = multipart("me.png", file, &[]);
    actor.raw("PATCH", ME, "multipart/form-data; boundary=x", &body).await
}

pub(crate) async fn address(actor: &Actor) -> Value {
    actor.get(ME).await.expect(200).json()["profileimg"].take()
}

fn decoded(answer: &Answer) -> RgbImage {
    image::load_from_memory_with_format(answer.bytes(), ImageFormat::WebP).expect("WebP").to_rgb8()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel.0[0] > 150 && pixel.0[2] < 100
}

#[tokio::test]
async fn a_picture_of_any_of_four_formats_is_served_in_two_sizes_as_webp() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut before = Value::Null;
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let told = upload(&ann, &file(format, 300, 200)).await.expect(200).json();
        let path = told["profileimg"].as_str().expect("an address").to_owned();
        assert_ne!(told["profileimg"], before, "another picture has another name");
        for (query, side) in [("", 512), ("?size=512", 512), ("?size=64", 64)] {
            // Whoever has the name may see it, as a page of another origin must.
            let served = app.anonymous().get(&format!("{path}{query}")).await.expect(200);
            let picture = decoded(&served);
            assert_eq!((picture.width(), picture.height()), (side, side), "{format:?} {query}");
            assert!(is_red(picture.get_pixel(side / 4, side / 2)), "{format:?}");
            assert!(!is_red(picture.get_pixel(side * 3 / 4, side / 2)), "{format:?}");
        }
        if let Some(old) = before.as_str() {
            app.anonymous().get(old).await.expect(404);
        }
        before = told["profileimg"].clone();
    }
    let served = app.anonymous().get(before.as_str().expect("an address")).await.expect(200);
    for (header, value) in [
        ("content-type", "image/webp"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, max-age=31536000, immutable"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("content-disposition", "inline; filename=\"avatar.webp\""),
    ] {
        assert_eq!(served.header(header), value, "{header}");
    }
    let tag = served.header("etag").to_owned();
    let address = before.as_str().expect("an address");
    let informed = app.anonymous().with("if-none-match", &tag);
    let again = informed.get(address).await.expect(304);
    assert_eq!((again.header("etag"), again.bytes().len()), (tag.as_str(), 0));
    let small = format!("{address}?size=64");
    informed.get(&small).await.expect(200);
    for path in ["/api/avatars/nobodys.webp", "/api/avatars/x", "/api/avatars/..%2fx.webp"] {
        app.anonymous().get(path).await.expect(404);
    }
    let wrong = app.anonymous().get("/api/avatars/x.webp?size=7").await.expect(400).json();
    assert_eq!(wrong, json!({ "size": ["\"7\" is not a valid choice."] }));
}

#[tokio::test]
async fn it_is_turned_as_it_says_and_tells_nothing_but_pixels() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let sent = turned();
    assert!(sent.windows(13).any(|part| part == b"taken at home"));
    upload(&ann, &sent).await.expect(200);
    let path = address(&ann).await;
    let served = ann.get(path.as_str().expect("an address")).await.expect(200);
    let told = String::from_utf8_lossy(served.bytes()).into_owned();
    assert!(!told.contains("taken at home") && !told.contains("EXIF") && !told.contains("Exif"));
    let picture = decoded(&served);
    assert!(is_red(picture.get_pixel(256, 128)), "left is up now");
    assert!(!is_red(picture.get_pixel(256, 384)));
}

/// A GIF that is red at first, and then blue.
fn moving_gif() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    for color in [Rgba([220, 20, 20, 255]), Rgba([20, 20, 220, 255])] {
        let frame = Frame::new(RgbaImage::from_pixel(80, 60, color));
        encoder.encode_frame(frame).expect("a frame");
    }
    drop(encoder);
    file
}

/// The same as WebP: frames of lossless pictures, each a chunk in a chunk.
fn moving_webp() -> Vec<u8> {
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        let padding = &[0][..content.len() % 2];
        [name, &length, content, padding].concat()
    };
    let size = [79, 0, 0, 59, 0, 0];
    let mut chunks = chunk(b"VP8X", &[&[0b10, 0, 0, 0][..], &size].concat());
    chunks.extend(chunk(b"ANIM", &[0; 6]));
    for color in [Rgb([220, 20, 20]), Rgb([20, 20, 220])] {
        let mut still = Cursor::new(Vec::new());
        let picture = DynamicImage::from(RgbImage::from_pixel(80, 60, color));
        picture.write_to(&mut still, ImageFormat::WebP).expect("a file");
        let head = [&[0; 6][..], &size, &[100, 0, 0, 0]].concat();
        chunks.extend(chunk(b"ANMF", &[&head, &still.get_ref()[12..]].concat()));
    }
    chunk(b"RIFF", &[b"WEBP", &chunks[..]].concat())
}

#[tokio::test]
async fn of_what_moves_the_first_picture_is_taken_and_it_stands_still() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for moving in [moving_gif(), moving_webp()] {
        upload(&ann, &moving).await.expect(200);
        let path = address(&ann).await;
        let served = ann.get(path.as_str().expect("an address")).await.expect(200);
        assert!(is_red(decoded(&served).get_pixel(256, 256)));
        assert!(!served.bytes().windows(4).any(|part| part == b"ANIM"));
        for length in [30, moving.len() / 4] {
            let cut = upload(&ann, &moving[..length]).await.expect(400).json();
            assert_eq!(cut, json!({ "profileimg": [NO_IMAGE] }), "{length} bytes");
        }
    }
}

#[tokio::test]
async fn what_hides_behind_a_picture_is_not_kept() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let behind = b"<script>alert(1)</script><?php system('id'); ?>";
    upload(&ann, &[&file(ImageFormat::Gif, 80, 80)[..], behind].concat()).await.expect(200);
    let path = address(&ann).await;
    let served = ann.get(path.as_str().expect("an address")).await.expect(200);
    assert!(!String::from_utf8_lossy(served.bytes()).contains("alert"));
}

/// A PNG whose header says these dimensions, and which holds next to nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = file(ImageFormat::Png, 8, 8);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = !0_u32;
    for byte in &png[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 > 0 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    png
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    upload(&ann, &file(ImageFormat::Png, 80, 80)).await.expect(200);
    let before = ann.get(ME).await.expect(200).json();
    let png = file(ImageFormat::Png, 300, 200);
    let jpeg = file(ImageFormat::Jpeg, 300, 200);
    let gif = file(ImageFormat::Gif, 300, 200);
    let webp = file(ImageFormat::WebP, 300, 200);
    let too_many = "Ensure this image has no more than 40 megapixels.";
    for (name, file, message) in [
        ("an empty file", &b""[..], "The submitted file is empty."),
        ("a text", b"hello", NO_IMAGE),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NO_IMAGE),
        ("HTML", b"<!doctype html><script>alert(1)</script>", NO_IMAGE),
        ("BMP", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0", NO_IMAGE),
        ("a beginning alone", &png[..8], NO_IMAGE),
        ("half a PNG", &png[..png.len() / 2], NO_IMAGE),
        ("a JPEG's head", &jpeg[..60], NO_IMAGE),
        ("a GIF's head", &gif[..20], NO_IMAGE),
        ("half a WebP", &webp[..webp.len() / 2], NO_IMAGE),
        ("a PNG of 10 gigapixels", &bomb(100_000, 100_000), too_many),
        ("a PNG of 40 megapixels and one row", &bomb(8_000, 5_001), too_many),
        ("a PNG of 40 megapixels that are not there", &bomb(8_000, 5_000), NO_IMAGE),
        ("a PNG without width", &bomb(0, 100), NO_IMAGE),
        ("a PNG of all widths", &bomb(u32::MAX, u32::MAX), too_many),
    ] {
        let refused = upload(&ann, file).await;
        assert_eq!(refused.status, 400, "{name}: {}", refused.text());
        let told = refused.json()["profileimg"][0].take();
        // Some are refused by their decoder before their dimensions are looked at.
        assert!(told == message || told == NO_IMAGE, "{name}: {told}");
    }
    let history = ann.get("/api/profile-history/?activity_type=profile_updated").await.expect(200);
    assert_eq!(history.json().as_array().map(Vec::len), Some(1));
    assert_eq!(ann.get(ME).await.expect(200).json(), before);
    ann.get(before["profileimg"].as_str().expect("an address")).await.expect(200);
}

#[tokio::test]
async fn a_large_file_is_refused_on_its_field_and_other_errors_are_told_with_it() {
    let app = TestApp::with(&[("DAYBOOK_UPLOAD_LIMIT", "65536")]).await;
    let ann = app.user("ann").await;
    let refused = upload(&ann, &vec![0; 1_114_112]).await.expect(400).json();
    let message = "Ensure this file has no more than 65536 bytes.";
    assert_eq!(refused, json!({ "profileimg": [message] }));
    // What hides behind a picture may fill it up.
    for (size, status) in [(65_536, 200), (65_537, 400), (65_536 + 1_048_576, 400)] {
        let mut gif = file(ImageFormat::Gif, 80, 80);
        gif.resize(size, 0);
        let told = upload(&ann, &gif).await.expect(status).json();
        assert!(status == 200 || told == json!({ "profileimg": [message] }), "{size}: {told}");
    }
    let body = multipart("x.png", b"no picture", &[("age", "old"), ("name", "Ann")]);
    for (method, path) in [("PATCH", ME), ("PUT", ME)] {
        let told = ann.raw(method, path, "multipart/form-data; boundary=x", &body).await;
        let told = told.expect(400).json();
        let wrong = json!({ "age": ["A valid integer is required."], "profileimg": [NO_IMAGE] });
        assert_eq!(told, wrong);
    }
    let told = ann.raw("POST", "/api/profiles/", "multipart/form-data; boundary=x", &body).await;
    assert_eq!(told.expect(400).json(), json!({ "user": ["You already have a profile."] }));
    assert_eq!(ann.get(ME).await.expect(200).json()["name"], "");
}

#[tokio::test]
async fn null_or_nothing_takes_the_picture_away_and_its_own_address_leaves_it() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let png = file(ImageFormat::Png, 80, 80);
    let form = "application/x-www-form-urlencoded";
    for (media, body) in [
        ("application/json", &b"{\"profileimg\": null}"[..]),
        ("application/json", b"{\"profileimg\": \"\"}"),
        (form, b"profileimg="),
    ] {
        upload(&ann, &png).await.expect(200);
        let path = address(&ann).await;
        // Neither a whole object that comes back nor a form without a chosen file changes it.
        let whole = ann.get(ME).await.expect(200).json();
        assert_eq!(ann.put(ME, whole.clone()).await.expect(200).json(), whole);
        let unchosen = multipart("", b"", &[("name", "Ann")]);
        let kept = ann.raw("PATCH", ME, "multipart/form-data; boundary=x", &unchosen).await;
        assert_eq!(kept.expect(200).json()["profileimg"], path);
        ann.raw("PATCH", ME, media, body).await.expect(200);
        assert_eq!(address(&ann).await, Value::Null);
        ann.get(path.as_str().expect("an address")).await.expect(404);
    }
    let refused = ann.patch(ME, json!({ "profileimg": "/etc/passwd" })).await.expect(400).json();
    let message = "The submitted data was not a file. Check the encoding type on the form.";
    assert_eq!(refused, json!({ "profileimg": [message] }));
    let refused = ann.patch(ME, json!({ "profileimg": 7 })).await.expect(400).json();
    assert_eq!(refused, json!({ "profileimg": [message] }));
    upload(&ann, &png).await.expect(200);
    ann.delete(ME).await.expect(204);
    assert_eq!(address(&ann).await, Value::Null);
}

#[tokio::test]
async fn a_picture_goes_with_its_account_and_others_cannot_change_it() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    upload(&ann, &file(ImageFormat::Png, 80, 80)).await.expect(200);
    let path = address(&ann).await;
    let path = path.as_str().expect("an address");
    let body = multipart("me.png", &file(ImageFormat::Png, 80, 80), &[]);
    let hers = format!("/api/profiles/{}/", ann.id);
    bob.raw("PATCH", &hers, "multipart/form-data; boundary=x", &body).await.expect(404);
    let confirmed = json!({ "current_password": PASSWORD });
    bob.get(path).await.expect(200);
    ann.delete_with("/api/auth/users/me/", confirmed).await.expect(204);
    bob.get(path).await.expect(404);
}

#[tokio::test]
async fn a_photograph_is_small_when_it_is_served() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let noisy = RgbImage::from_fn(1_200, 900, |x, y| {
        let wave = ((x * x + y * y) / 700 % 256) as u8;
        Rgb([wave, (x / 5) as u8, (y / 4) as u8])
    });
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    encoder.write_image(&noisy, 1_200, 900, ExtendedColorType::Rgb8).expect("a JPEG");
    upload(&ann, &jpeg).await.expect(200);
    let path = address(&ann).await;
    let path = path.as_str().expect("an address");
    let large = ann.get(path).await.expect(200).bytes().len();
    let small = ann.get(&format!("{path}?size=64")).await.expect(200).bytes().len();
    assert!(large < 100_000 && small < 8_000, "{large} and {small} bytes");
}
