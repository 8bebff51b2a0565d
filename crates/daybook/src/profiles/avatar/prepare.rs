//! A picture that came is decoded, written anew and laid where uploads are kept, before the transaction that keeps it.

use super::{Kept, Picture, pixels, store};
use crate::{
    App, Error, Result,
    http::{Body, Input},
    identity::random,
    input, uploads,
};
use bytes::Bytes;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Characters of a name: more than anybody guesses.
const NAME: usize = 32;

/// A picture that is ready to be kept.
#[derive(Debug)]
pub struct Avatar {
    pub(super) name: String,
    /// Large and small, unless they were put into a bucket.
    pub(super) inside: Option<[Vec<u8>; 2]>,
}

input! {
    /// The picture of a profile alone.
    struct PictureAlone {
        profileimg: Option<Picture>,
    }
}

/// What is told of a file of more bytes than this.
pub fn too_large(limit: usize) -> String {
    format!("Ensure this file has no more than {limit} bytes.")
}

/// Makes an avatar of the picture in a body, if there is one.
///
/// # Errors
/// 400 on `profileimg`, together with what is wrong with the other fields; 503 when too many wait, or when the storage of
/// uploads is away.
pub async fn prepare<T: Input + Send>(app: &App, body: &Body<T>) -> Result<Option<Arc<Avatar>>> {
    let Ok(PictureAlone { profileimg: Some(Picture::New(file)) }) = body.read_as() else {
        return Ok(None);
    };
    let size = file.bytes.len();
    // A decoder that panics has met no picture.
    let made = move || {
        catch_unwind(AssertUnwindSafe(|| pixels::sizes(&file.bytes)))
            .unwrap_or(Err(pixels::NO_IMAGE))
    };
    let limit = app.config.upload_limit;
    let made = if size > limit {
        Err(too_large(limit))
    } else {
        app.pictures.run(made).await?.map_err(str::to_owned)
    };
    match made {
        Ok(sizes) => {
            // What will be refused is not put anywhere.
            body.read()?;
            lay(app, random::alphanumeric(NAME), sizes).await.map(Arc::new).map(Some)
        }
        Err(message) => {
            let wrong = Error::field("profileimg", message);
            Err(match body.read() {
                Ok(_) => wrong,
                Err(others) => others.and(wrong),
            })
        }
    }
}

/// Lays a picture where uploads are kept; the row is the transaction's.
async fn lay(app: &App, name: String, sizes: [Vec<u8>; 2]) -> Result<Avatar> {
    if !app.uploads.are_objects() {
        return Ok(Avatar { name, inside: Some(sizes) });
    }
    let [large, small] = store::keys(&name);
    let [large_bytes, small_bytes] = sizes.map(Bytes::from);
    uploads::put(app, [(large, large_bytes), (small, small_bytes)]).await?;
    Ok(Avatar { name, inside: None })
}

/// The bytes of a picture.
///
/// # Errors
/// 503 when the storage of uploads is away.
pub async fn read(app: &App, picture: Kept) -> Result<Bytes> {
    match picture {
        Kept::Here(bytes) => Ok(bytes),
        Kept::Outside(key) => app.uploads.read(&key).await,
    }
}
