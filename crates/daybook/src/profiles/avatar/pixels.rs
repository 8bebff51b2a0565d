//! From a file of any of four formats to two small squares of WebP.
//!
//! Invariants: dimensions are looked at before anything is decoded; of what moves the first picture is
//! taken; the middle square is cut out, turned as its metadata says, and nothing but pixels goes on.
//!
//! Not here: where this runs (`profiles::avatar::prepare`).

use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits,
    imageops::{self, FilterType},
    metadata::Orientation,
};
use std::io::Cursor;

/// Sides in pixels.
pub(super) const SIDES: [u32; 2] = [512, 64];
/// The most pixels of a file.
const MOST_PIXELS: u64 = 40_000_000;
/// Bytes that decoding may take.
const MOST_MEMORY: u64 = 384 * 1024 * 1024;
/// libwebp's, of 100: what it takes from a photograph is not seen.
const QUALITY: f32 = 82.0;

/// DRF's message.
pub(super) const NO_IMAGE: &str =
    "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";
const TOO_MANY_PIXELS: &str = "Ensure this image has no more than 40 megapixels.";

/// The picture in a file, large and small; or why there is none.
pub(super) fn sizes(file: &[u8]) -> Result<[Vec<u8>; 2], &'static str> {
    let (picture, orientation) = decode(file)?;
    let [large, small] = SIDES;
    let mut square = middle(&picture, 2 * large);
    drop(picture);
    square.apply_orientation(orientation);
    let large = square.resize_exact(large, large, FilterType::Lanczos3);
    let small = large.resize_exact(small, small, FilterType::Lanczos3);
    Ok([encode(&large)?, encode(&small)?])
}

fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), &'static str> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let mut reader = reader.map_err(|_| NO_IMAGE)?;
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(NO_IMAGE);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NO_IMAGE)?;
    let (width, height) = decoder.dimensions();
    match u64::from(width) * u64::from(height) {
        0 => return Err(NO_IMAGE),
        1..=MOST_PIXELS => {}
        _ => return Err(TOO_MANY_PIXELS),
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| NO_IMAGE)?;
    Ok((picture, orientation))
}

/// The square in the middle, roughly this wide when it was wider. It is made without a second picture
/// of the first one's size.
fn middle(picture: &DynamicImage, most: u32) -> DynamicImage {
    let side = picture.width().min(picture.height());
    let (x, y) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    let square = picture.view(x, y, side, side);
    if side > most {
        imageops::thumbnail(&*square, most, most).into()
    } else {
        square.to_image().into()
    }
}

fn encode(picture: &DynamicImage) -> Result<Vec<u8>, &'static str> {
    let pixels = picture.to_rgba8();
    let encoder = webp::Encoder::from_rgba(&pixels, pixels.width(), pixels.height());
    encoder.encode_simple(false, QUALITY).map(|bytes| bytes.to_vec()).map_err(|_| NO_IMAGE)
}
