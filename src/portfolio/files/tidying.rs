//! Taking away what is nobody's: bytes that no record holds, and what began to arrive and never did.

use super::store::all_held;
use crate::app::App;
use crate::error::Result;
use std::time::Duration;

/// How long a file has been in the folder at least before it is called nobody's: another server on the same folder may be about to record it.
const SETTLED: Duration = Duration::from_secs(10 * 60);

/// After how long without a byte an arriving file is given up.
const GIVEN_UP: Duration = Duration::from_secs(60 * 60);

/// Does so at the start and every hour, for as long as the server runs.
pub async fn keep_tidy(app: App) {
    loop {
        match tidy(&app, SETTLED, GIVEN_UP).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that nothing refers to were taken away"),
            Err(error) => {
                tracing::warn!(%error, "files were not looked through; trying again in an hour");
            }
        }
        tokio::time::sleep(Duration::from_secs(3_600)).await;
    }
}

/// Takes away what is nobody's and that old, and says how many files that were. Nothing is put into the folder or recorded meanwhile.
pub(crate) async fn tidy(app: &App, settled: Duration, given_up: Duration) -> Result<usize> {
    let _order = app.shelf.in_order().await;
    let held = all_held(&app.db).await?;
    app.shelf.sweep(held, settled, given_up).await
}
