//! What every handler can reach: the database, the library, the clock, the settings.

use crate::accounts::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::library::Library;
use crate::portfolio::files::Shelf;
use std::sync::{Arc, PoisonError, RwLock};

/// The running application; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub passwords: Passwords,
    /// Where the files of evidence are.
    pub shelf: Shelf,
    library: Arc<RwLock<Arc<Library>>>,
    /// What is wrong with a watched folder, while the last good library is served.
    content_report: Arc<RwLock<Option<String>>>,
}

impl App {
    pub fn new(db: Db, clock: Clock, config: Config, library: impl Into<Arc<Library>>) -> Self {
        App {
            db,
            clock,
            shelf: Shelf::new(config.files_folder()),
            config: Arc::new(config),
            passwords: Passwords::new(),
            library: Arc::new(RwLock::new(library.into())),
            content_report: Arc::default(),
        }
    }

    /// The library as it is now; a request holds on to one and sees no change while it works.
    pub fn library(&self) -> Arc<Library> {
        Arc::clone(&self.library.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a newly compiled library in the place of the old one.
    pub fn replace_library(&self, library: Library) {
        *self.library.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(library);
    }

    /// The checker's report on a watched folder whose last change is faulty.
    pub fn content_report(&self) -> Option<String> {
        self.content_report
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn report_content(&self, report: Option<String>) {
        *self
            .content_report
            .write()
            .unwrap_or_else(PoisonError::into_inner) = report;
    }
}
