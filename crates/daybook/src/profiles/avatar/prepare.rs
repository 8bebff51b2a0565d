//! A picture that came is decoded and written anew, before the transaction that keeps it.

use super::{Picture, pixels};
use crate::{
    App, Error, Result,
    http::{Body, Input},
    identity::random,
    input,
};
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
    pub(super) sizes: [Vec<u8>; 2],
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
/// 400 on `profileimg`, together with what is wrong with the other fields; 503 when too many wait.
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
        Ok(sizes) => Ok(Some(Arc::new(Avatar { name: random::alphanumeric(NAME), sizes }))),
        Err(message) => {
            let wrong = Error::field("profileimg", message);
            Err(match body.read() {
                Ok(_) => wrong,
                Err(others) => others.and(wrong),
            })
        }
    }
}
