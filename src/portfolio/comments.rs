//! What assessors have written beside single fields.

use crate::args;
use crate::clock::{self, Millis};
use crate::db::Read;
use crate::error::Result;
use crate::ui::paragraphs;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An assessor's words beside one field of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct FieldComment {
    pub submission_id: String,
    /// Which time the evidence was handed in.
    pub number: i64,
    pub field: String,
    pub comment: String,
    pub assessor_name: String,
    pub commented_at: Millis,
}

/// Every comment on every submission of this evidence, those on the last submission last.
pub async fn comments_on(db: &impl Read, evidence_id: &str) -> Result<Vec<FieldComment>> {
    db.all(
        "SELECT c.submission_id, s.number, c.field, c.comment, p.name AS assessor_name, c.commented_at
         FROM submission_comments c JOIN submissions s ON s.id = c.submission_id JOIN people p ON p.id = c.assessor_id
         WHERE s.evidence_id = $1 ORDER BY s.number, c.field",
        args![evidence_id],
    )
    .await
}

impl FieldComment {
    /// As learners and assessors read it.
    pub fn view(&self) -> impl IntoView + use<> {
        let date = clock::date(self.commented_at);
        let footer = format!(
            "{}, {date}, on submission {}",
            self.assessor_name, self.number
        );
        view! {
            <blockquote class="voice">
                <div inner_html=paragraphs(&self.comment)></div>
                <footer>{footer}</footer>
            </blockquote>
        }
    }
}
