//! Passwords are hashed with argon2id (19 MiB, two passes, one lane: OWASP's first choice), as many at a time as there are cores.
//!
//! The rest wait in a short queue, and who does not fit into it is told to come back: a storm of sign-ins must
//! not make every sign-in time out. An address that nobody has costs the same work as one that somebody has.

use crate::error::{Error, Result};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many may wait for a core.
const QUEUE: usize = 64;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash of nothing anybody knows, to be checked where there is no password to check.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2VjdXJlLWJhc2Utbm9ib2R5$PazQhvMJMMVwQ1TyUUpOVtr4KFb9Zm3N0nBzyGcDm2c";

/// Hashes and checks passwords; cheap to clone.
#[derive(Debug, Clone)]
pub struct Passwords {
    working: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Passwords {
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::limited(cores, QUEUE)
    }

    /// So many at a time and so many waiting.
    pub(crate) fn limited(cores: usize, queue: usize) -> Self {
        Passwords {
            working: Arc::new(Semaphore::new(cores)),
            admitted: Arc::new(Semaphore::new(cores + queue)),
        }
    }

    /// The hash to store. [`Error::Busy`] when too many are waiting.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.work(move || {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt).map_err(|e| Error::internal(e.to_string()))?;
            let salt = SaltString::encode_b64(&salt).map_err(|e| Error::internal(e.to_string()))?;
            let hash = hasher()?.hash_password(password.as_bytes(), &salt);
            Ok(hash
                .map_err(|e| Error::internal(e.to_string()))?
                .to_string())
        })
        .await
    }

    /// Whether this is the password. Without a hash it is not, and finding that out takes as long.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let is_somebody = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let password = password.to_owned();
        let matches = self
            .work(move || {
                let hash = PasswordHash::new(&hash).map_err(|e| Error::internal(e.to_string()))?;
                Ok(hasher()?
                    .verify_password(password.as_bytes(), &hash)
                    .is_ok())
            })
            .await?;
        Ok(matches && is_somebody)
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _place = self
            .admitted
            .try_acquire()
            .map_err(|_| Error::Busy("too many passwords are waiting to be checked".into()))?;
        // The permit goes with the work: a visitor who gives up does not let another thread start beside it.
        let core = Arc::clone(&self.working)
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = job();
            drop(core);
            result
        });
        done.await.map_err(Error::internal)?
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|e| Error::internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
