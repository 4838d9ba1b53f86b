//! What is entered, and what of it: one row of a table for every kind of act.
//!
//! The facts of an entry come from the record of the act, by the query here. An act is entered by it ([`super::record`]), acts from
//! before the ledger are ([`super::open`]), and later the tables are compared with the ledger by it ([`super::state`]).
//!
//! What an entry says never changes, so a column that no entry says yet gets a kind of its own ([`Act::companions`]), entered with the act.
//! A column that repeats one of another record is compared by joining the two: a row in which they differ is no row of the act.

mod assured;
mod certified;
mod decided;
mod handed_in;
mod people;

use super::source::Source;

/// The kinds of acts, each with its row of the table.
macro_rules! acts {
    ($($act:ident => $source:path,)*) => {
        /// A kind of act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {
            $($act,)*
        }

        impl Act {
            /// In the order in which acts of the same moment are entered.
            pub const ALL: &[Act] = &[$(Act::$act,)*];

            pub(super) fn source(self) -> Source {
                match self {
                    $(Act::$act => $source,)*
                }
            }
        }
    };
}

acts! {
    RoleGranted => people::ROLE_GRANTED,
    RoleEnded => people::ROLE_ENDED,
    ExtraTimeAgreed => people::EXTRA_TIME_AGREED,
    ExtraTimeEnded => people::EXTRA_TIME_ENDED,
    TrainingBegun => people::TRAINING_BEGUN,
    TrainingEnded => people::TRAINING_ENDED,
    Countersignature => decided::COUNTERSIGNATURE,
    Decision => decided::DECISION,
    Closure => decided::CLOSURE,
    SignOff => decided::SIGN_OFF,
    CertificateIssued => certified::CERTIFICATE_ISSUED,
    CertificateRevoked => certified::CERTIFICATE_REVOKED,
    Transfer => decided::TRANSFER,
    CarryOver => decided::CARRY_OVER,
    PriorLearning => decided::PRIOR_LEARNING,
    Purge => handed_in::PURGE,
    Testimony => handed_in::TESTIMONY,
    Appeal => decided::APPEAL,
    AppealWithdrawn => decided::APPEAL_WITHDRAWN,
    AppealOutcome => decided::APPEAL_OUTCOME,
    SamplingPolicySet => assured::SAMPLING_POLICY_SET,
    SamplingPlanned => assured::SAMPLING_PLANNED,
    Observation => handed_in::OBSERVATION,
    ArrangementAgreed => people::ARRANGEMENT_AGREED,
    ArrangementEnded => people::ARRANGEMENT_ENDED,
    Sample => assured::SAMPLE,
    Finding => assured::FINDING,
    ActionAnswered => assured::ACTION_ANSWERED,
    ActionReviewed => assured::ACTION_REVIEWED,
    CertificateRequested => certified::CERTIFICATE_REQUESTED,
    CertificateReleased => certified::CERTIFICATE_RELEASED,
    PassGiven => assured::PASS_GIVEN,
    PassWithdrawn => assured::PASS_WITHDRAWN,
    MembershipBegun => people::MEMBERSHIP_BEGUN,
    MembershipEnded => people::MEMBERSHIP_ENDED,
    Submitted => handed_in::SUBMITTED,
    SubmittedLink => handed_in::SUBMITTED_LINK,
    SubmittedFile => handed_in::SUBMITTED_FILE,
    Proposed => decided::PROPOSED,
    Remark => decided::REMARK,
    Enrolled => people::ENROLLED,
    CarriedOver => decided::CARRIED_OVER,
    WordsPurged => handed_in::WORDS_PURGED,
    CertificateFace => certified::CERTIFICATE_FACE,
    TransferNumber => decided::TRANSFER_NUMBER,
    AppealNumber => decided::APPEAL_NUMBER,
    AnswerNumber => assured::ANSWER_NUMBER,
    RequestTitle => certified::REQUEST_TITLE,
    Witness => handed_in::WITNESS,
    Countersigner => assured::COUNTERSIGNER,
    PopulationDrawn => assured::POPULATION_DRAWN,
    PassScope => assured::PASS_SCOPE,
    LearnerWords => handed_in::LEARNER_WORDS,
    ActionWithdrawn => assured::ACTION_WITHDRAWN,
    Correction => assured::CORRECTION,
    LookAnswered => decided::LOOK_ANSWERED,
    Inspection => decided::INSPECTION,
    ObservationDay => handed_in::OBSERVATION_DAY,
    RecognitionSampled => assured::RECOGNITION_SAMPLED,
}

impl Act {
    /// What is entered with an act: what its own entry does not say, as far as there is any.
    pub(super) fn companions(self) -> &'static [Act] {
        match self {
            Act::CertificateIssued => &[Act::CertificateFace],
            Act::CertificateRequested => &[Act::RequestTitle],
            Act::Transfer => &[Act::TransferNumber],
            Act::Appeal => &[Act::AppealNumber],
            Act::ActionAnswered => &[Act::AnswerNumber],
            Act::Testimony => &[Act::Witness],
            Act::Observation => &[Act::ObservationDay],
            Act::Sample => &[Act::Countersigner],
            Act::SamplingPlanned => &[Act::PopulationDrawn],
            Act::PassGiven => &[Act::PassScope],
            Act::Purge => &[Act::WordsPurged],
            _ => &[],
        }
    }

    /// The tables that it is read from.
    #[cfg(test)]
    pub(crate) fn tables(self) -> Vec<String> {
        let source = self.source();
        let sql = format!("{} {}", source.one, source.lines.unwrap_or_default());
        let words: Vec<&str> = sql.split_whitespace().collect();
        let named = words
            .windows(2)
            .filter(|pair| ["FROM", "JOIN"].contains(&pair[0]));
        named.map(|pair| pair[1].to_owned()).collect()
    }
}
