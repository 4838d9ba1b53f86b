//! Methods of assessment: the kinds of evidence that rules speak of.

/// A method of assessment: a kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    ReflectiveAccount,
    CaseStudy,
    Worksheet,
    Conversation,
    WrittenAnswer,
    Observation,
    WitnessTestimony,
    ProfessionalDiscussion,
    WorkplaceRecord,
    QuizResult,
}

impl Method {
    pub const ALL: [Method; 10] = [
        Method::ReflectiveAccount,
        Method::CaseStudy,
        Method::Worksheet,
        Method::Conversation,
        Method::WrittenAnswer,
        Method::Observation,
        Method::WitnessTestimony,
        Method::ProfessionalDiscussion,
        Method::WorkplaceRecord,
        Method::QuizResult,
    ];

    /// As evidence of this kind stands in the database.
    pub fn key(self) -> &'static str {
        match self {
            Method::ReflectiveAccount => "reflective-account",
            Method::CaseStudy => "case-study",
            Method::Worksheet => "worksheet",
            Method::Conversation => "scenario-play",
            Method::WrittenAnswer => "free-response",
            Method::Observation => "observation",
            Method::WitnessTestimony => "witness-testimony",
            Method::ProfessionalDiscussion => "professional-discussion",
            Method::WorkplaceRecord => "workplace-held",
            Method::QuizResult => "quiz-result",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }

    /// As rules and pages name it.
    pub fn words(self) -> &'static str {
        match self {
            Method::ReflectiveAccount => "reflective account",
            Method::CaseStudy => "case study",
            Method::Worksheet => "worksheet",
            Method::Conversation => "conversation",
            Method::WrittenAnswer => "written answer",
            Method::Observation => "observation",
            Method::WitnessTestimony => "witness testimony",
            Method::ProfessionalDiscussion => "professional discussion",
            Method::WorkplaceRecord => "workplace record",
            Method::QuizResult => "quiz result",
        }
    }

    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Method::ReflectiveAccount => "Reflective account",
            Method::CaseStudy => "Case study",
            Method::Worksheet => "Worksheet",
            Method::Conversation => "Conversation",
            Method::WrittenAnswer => "Written answer",
            Method::Observation => "Observation",
            Method::WitnessTestimony => "Witness testimony",
            Method::ProfessionalDiscussion => "Professional discussion",
            Method::WorkplaceRecord => "Workplace record",
            Method::QuizResult => "Quiz result",
        }
    }

    /// The heading for what stands in the database.
    pub fn title_of(key: &str) -> &'static str {
        Self::from_key(key).map_or("Evidence", Method::title)
    }

    /// With its article: "an observation".
    pub fn one(self) -> String {
        let article = if self == Method::Observation {
            "an"
        } else {
            "a"
        };
        format!("{article} {}", self.words())
    }

    /// Whether it happens at work and not in an activity of a module. Each such method has a form in `content/forms/`.
    pub fn is_from_work(self) -> bool {
        !matches!(
            self,
            Method::ReflectiveAccount
                | Method::Worksheet
                | Method::Conversation
                | Method::WrittenAnswer
                | Method::QuizResult
        )
    }
}
