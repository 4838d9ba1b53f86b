//! A file as a browser's form sends it: read as it comes, to the disk.

use super::shelf::{Arriving, LARGEST, Shelf, Unfit};
use super::store::MOST;
use crate::error::{Error, Result};
use axum::extract::Multipart;
use axum::extract::multipart::Field;

/// How much of a request is read at most, so that somebody whose file is too large hears so and the connection is not just cut.
pub const READ: usize = 100 * 1024 * 1024;

/// The longest description, bytes that are read.
const LONGEST: usize = 16 * 1024;

/// What the form held.
#[derive(Default)]
pub struct Upload {
    /// As the browser calls it.
    pub name: String,
    pub description: String,
    pub file: Option<Arriving>,
}

impl Upload {
    /// Reads the whole form, of the file no more than `most` bytes to the disk. Fields that we did not ask for are refused.
    pub async fn read(shelf: &Shelf, mut form: Multipart, most: u64) -> Result<Self> {
        let mut upload = Upload::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            match field.name() {
                Some("file") if upload.file.is_none() => {
                    upload.name = field.file_name().unwrap_or_default().to_owned();
                    upload.file = Some(received(shelf, field, most).await?);
                }
                Some("description") => upload.description = text(field).await?,
                _ => {
                    return Err(Error::invalid(
                        "This form sent something that we did not ask for.",
                    ));
                }
            }
        }
        Ok(upload)
    }
}

async fn received(shelf: &Shelf, mut field: Field<'_>, most: u64) -> Result<Arriving> {
    let mut arriving = shelf.receive(most).await?;
    while let Some(bytes) = field.chunk().await.map_err(unreadable)? {
        arriving.add(&bytes).await?;
    }
    Ok(arriving)
}

async fn text(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(more) = field.chunk().await.map_err(unreadable)? {
        if bytes.len() + more.len() > LONGEST {
            return Err(Error::invalid(
                "This description is longer than we can take.",
            ));
        }
        bytes.extend(more);
    }
    let text = String::from_utf8_lossy(&bytes).replace('\0', "");
    Ok(text.replace("\r\n", "\n").trim().to_owned())
}

fn unreadable(_: axum::extract::multipart::MultipartError) -> Error {
    Error::invalid(
        "This upload could not be read to its end. Perhaps the file is far too large. Nothing was added.",
    )
}

impl Unfit {
    pub(super) fn words(self) -> String {
        match self {
            Unfit::Empty => "This file is empty. Choose another.".to_owned(),
            Unfit::TooLarge => format!(
                "This file is larger than {}, the most that we can take. A recording may be shorter, a picture smaller; up to {MOST} files fit.",
                super::names::size(LARGEST as i64)
            ),
            Unfit::Unknown => "What is in this file is none of the kinds that we can take, whatever its name says: PDF, JPEG, PNG, WebP or GIF pictures, MP3, M4A, Ogg, WAV or WebM sound.".to_owned(),
            Unfit::Broken => "This picture could not be read to its end. Save it again in a picture program, then choose that.".to_owned(),
        }
    }
}
