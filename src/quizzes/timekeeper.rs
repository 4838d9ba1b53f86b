//! Closes timed attempts whose learners have not come back before the time was up.

use super::store;
use crate::app::App;
use std::time::Duration;

const PAUSE: Duration = Duration::from_secs(20);

/// Looks for attempts whose time is up, for as long as the server runs.
pub async fn keep_time(app: App) {
    loop {
        let now = app.clock.now();
        if let Err(error) = store::close_overdue(&app.db, &app.library(), now).await {
            tracing::warn!(%error, "timed attempts were not closed; trying again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}
