//! Who gets what from every address: one table, with an expected status in every cell. A route that is missing from it fails.

use super::support::{TestApp, on_each_engine};
use super::world::World;
use axum::http::Method;
use std::collections::BTreeSet;
use std::path::Path;

/// Method, route, what stands for its parameters, the form, and what comes back to: nobody signed in, the learner whose records these are,
/// another learner, an assessor, an internal quality assurer, a manager who is no learner, an administrator, an assessor and an internal quality assurer of
/// another organisation, somebody who was an assessor, an author who is no learner.
pub(super) type Cell = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [u16; 11],
);

const ALL: [u16; 11] = [200; 11];
const PERSON: [u16; 11] = [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200];
const OWNER: [u16; 11] = [303, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404];
const ASSESSOR: [u16; 11] = [303, 404, 404, 200, 404, 404, 404, 200, 404, 404, 404];
/// The same about a record: who belongs elsewhere finds none of it.
const ASSESSOR_HERE: [u16; 11] = [303, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404];
const ADMIN: [u16; 11] = [303, 404, 404, 404, 404, 404, 200, 404, 404, 404, 404];
const TAKES_PART: [u16; 11] = [303, 404, 404, 200, 200, 404, 404, 200, 200, 404, 404];
/// The same about a record: who belongs elsewhere finds none of it.
const TAKES_PART_HERE: [u16; 11] = [303, 404, 404, 200, 200, 404, 404, 404, 404, 404, 404];
const IQA: [u16; 11] = [303, 404, 404, 404, 200, 404, 404, 404, 200, 404, 404];
/// The same about a record: who belongs elsewhere finds none of it.
const IQA_HERE: [u16; 11] = [303, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404];
const QUALITY: [u16; 11] = [303, 404, 404, 404, 200, 404, 200, 404, 200, 404, 404];
const ITEMS: [u16; 11] = [303, 404, 404, 404, 200, 404, 200, 404, 200, 404, 200];
const POST_IQA_422: [u16; 11] = [401, 404, 404, 404, 422, 404, 404, 404, 422, 404, 404];
/// The same about a record: who belongs elsewhere finds none of it.
const POST_IQA_422_HERE: [u16; 11] = [401, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404];
const POST_PERSON: [u16; 11] = [401, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303];
const POST_LEARNER: [u16; 11] = [401, 303, 303, 303, 303, 404, 303, 303, 303, 303, 404];
const POST_PERSON_422: [u16; 11] = [401, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422];
const POST_OWNER: [u16; 11] = [401, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404];
const POST_OWNER_LEARNER: [u16; 11] = [401, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404];
/// About a record: who belongs elsewhere finds none of it.
const POST_ASSESSOR_HERE: [u16; 11] = [401, 404, 404, 303, 404, 404, 404, 404, 404, 404, 404];
const POST_ADMIN: [u16; 11] = [401, 404, 404, 404, 404, 404, 303, 404, 404, 404, 404];
const POST_ADMIN_422: [u16; 11] = [401, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404];

pub(super) const TABLE: &[Cell] = &[
    ("GET", "/", "", "", ALL),
    ("GET", "/modules", "", "", ALL),
    (
        "GET",
        "/modules/{module}",
        "the-therapeutic-alliance",
        "",
        ALL,
    ),
    (
        "GET",
        "/modules/{module}/images/{image}",
        "the-therapeutic-alliance alliance-triangle.svg",
        "",
        ALL,
    ),
    ("GET", "/modules/{module}/{section}", "$section", "", ALL),
    (
        "POST",
        "/modules/{module}/{section}",
        "$section",
        "$answer",
        [303; 11],
    ),
    (
        "POST",
        "/modules/{module}/{section}/reading",
        "$section",
        "",
        POST_PERSON,
    ),
    (
        "POST",
        "/modules/{module}/{section}/notes",
        "$section",
        "note-text=mine",
        POST_LEARNER,
    ),
    (
        "GET",
        "/notes",
        "",
        "",
        [303, 200, 200, 200, 200, 404, 200, 200, 200, 200, 404],
    ),
    (
        "GET",
        "/notes/{id}",
        "$note",
        "",
        [303, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/notes/{id}",
        "$note",
        "do=save&revision=1&note-text=mine",
        POST_OWNER_LEARNER,
    ),
    (
        "POST",
        "/api/{*call}",
        "note",
        "$note-call",
        [401, 200, 200, 200, 200, 404, 200, 200, 200, 200, 404],
    ),
    ("GET", "/qualifications", "", "", ALL),
    (
        "GET",
        "/qualifications/{slug}",
        "gp-attachment-unit",
        "",
        ALL,
    ),
    (
        "POST",
        "/qualifications/{slug}",
        "gp-attachment-unit",
        "",
        POST_LEARNER,
    ),
    (
        "GET",
        "/qualifications/{slug}/transfer",
        "specialist-practitioner",
        "",
        OWNER,
    ),
    (
        "POST",
        "/qualifications/{slug}/transfer",
        "specialist-practitioner",
        "mapping=none",
        [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/frameworks", "", "", ALL),
    ("GET", "/frameworks/{slug}", "rcgp-capabilities", "", ALL),
    ("GET", "/glossary", "", "", ALL),
    ("GET", "/search", "", "", ALL),
    ("GET", "/accessibility", "", "", ALL),
    ("GET", "/privacy", "", "", ALL),
    ("GET", "/quizzes/{id}", "gp-attachment-quiz", "", ALL),
    (
        "POST",
        "/quizzes/{id}",
        "gp-attachment-quiz",
        "",
        POST_LEARNER,
    ),
    ("GET", "/attempts/{id}", "$attempt", "", OWNER),
    ("POST", "/attempts/{id}", "$attempt", "do=save", POST_OWNER),
    ("GET", "/review", "", "", PERSON),
    ("GET", "/review/certainty", "", "", PERSON),
    (
        "GET",
        "/review/questions/{quiz}/{question}",
        "$met",
        "",
        OWNER,
    ),
    (
        "POST",
        "/review/questions/{quiz}/{question}",
        "$met",
        "$met-form",
        POST_OWNER_LEARNER,
    ),
    ("GET", "/review/terms/{term}", "$term", "", OWNER),
    (
        "POST",
        "/review/terms/{term}",
        "$term",
        "$rated-form",
        POST_OWNER_LEARNER,
    ),
    ("GET", "/items", "", "", ITEMS),
    ("GET", "/items/{question}", "u3-b-spring", "", ITEMS),
    (
        "GET",
        "/items/{question}",
        "no-such-question",
        "",
        [303, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/scenarios/{id}", "sample-door", "", ALL),
    ("POST", "/scenarios/{id}", "sample-door", "", POST_LEARNER),
    ("GET", "/plays/{id}", "$play", "", OWNER),
    (
        "POST",
        "/plays/{id}",
        "$play",
        "branch=1&step=2&line=1",
        POST_OWNER_LEARNER,
    ),
    ("GET", "/plays/{id}/debrief", "$ended", "", OWNER),
    (
        "POST",
        "/plays/{id}/evidence",
        "$ended",
        "branch=1",
        POST_OWNER_LEARNER,
    ),
    (
        "POST",
        "/attempts/{id}/evidence",
        "$attempt",
        "",
        [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/plays/{id}/branches",
        "$ended",
        "branch=1&kept=0",
        POST_OWNER_LEARNER,
    ),
    ("GET", "/portfolio", "", "", PERSON),
    (
        "GET",
        "/portfolio/from-work",
        "",
        "",
        [303, 200, 200, 200, 200, 404, 200, 200, 200, 200, 404],
    ),
    (
        "POST",
        "/portfolio/from-work",
        "",
        "method=case-study",
        [401, 422, 422, 422, 422, 404, 422, 422, 422, 422, 404],
    ),
    (
        "GET",
        "/portfolio/names",
        "",
        "",
        [303, 200, 200, 200, 200, 404, 200, 200, 200, 200, 404],
    ),
    ("GET", "/portfolio/export", "", "", PERSON),
    (
        "POST",
        "/portfolio/export",
        "",
        "",
        [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    ("POST", "/portfolio/names", "", "name=Kim", POST_LEARNER),
    (
        "POST",
        "/portfolio/names/{id}/remove",
        "$listed",
        "",
        POST_OWNER_LEARNER,
    ),
    ("GET", "/reflections/{id}", "gp-reflection", "", ALL),
    (
        "POST",
        "/reflections/{id}",
        "gp-reflection",
        "",
        POST_LEARNER,
    ),
    ("GET", "/worksheets/{id}", "test-letting-go", "", ALL),
    (
        "POST",
        "/worksheets/{id}",
        "test-letting-go",
        "",
        POST_LEARNER,
    ),
    ("GET", "/worksheets/{id}/blank", "test-letting-go", "", ALL),
    ("GET", "/evidence/{id}", "$sheet", "", OWNER),
    (
        "POST",
        "/evidence/{id}",
        "$sheet",
        "do=save&field-next=a+mentor&revision=1",
        POST_OWNER,
    ),
    ("GET", "/evidence/{id}/document", "$sheet", "", OWNER),
    ("GET", "/evidence/{id}/files", "$draft", "", OWNER),
    (
        "POST",
        "/evidence/{id}/files",
        "$draft",
        "$file-upload",
        [303, 422, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/evidence/{id}/files/{hash}/remove",
        "$draft none",
        "",
        POST_OWNER_LEARNER,
    ),
    (
        "GET",
        "/files/{of}/{hash}",
        "$handed-in-file",
        "",
        [303, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/files/{of}/{hash}", "$held-file", "", OWNER),
    ("GET", "/evidence/{id}", "$draft", "", OWNER),
    (
        "POST",
        "/evidence/{id}",
        "$draft",
        "do=save&text=mine&revision=1",
        POST_OWNER,
    ),
    ("GET", "/assessment", "", "", ASSESSOR),
    (
        "GET",
        "/submissions/{id}",
        "$submission",
        "",
        [303, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/submissions/{id}",
        "$submission",
        "do=save",
        POST_ASSESSOR_HERE,
    ),
    (
        "POST",
        "/submissions/{id}/lease",
        "$submission",
        "do=claim",
        POST_ASSESSOR_HERE,
    ),
    (
        "GET",
        "/submissions/{id}/document",
        "$submission",
        "",
        [303, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/submissions/{id}/purge", "$submission", "", ADMIN),
    (
        "POST",
        "/submissions/{id}/purge",
        "$submission",
        "reason=",
        POST_ADMIN_422,
    ),
    (
        "GET",
        "/appeals",
        "",
        "",
        [303, 404, 404, 200, 200, 404, 404, 200, 200, 404, 404],
    ),
    (
        "GET",
        "/decisions/{id}/appeal",
        "$decision",
        "",
        [303, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/decisions/{id}/appeal",
        "$decision",
        "grounds=",
        [401, 422, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/appeals/{id}",
        "$appeal",
        "",
        [303, 200, 404, 200, 200, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/appeals/{id}",
        "$appeal",
        "",
        [401, 404, 404, 422, 422, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/appeals/{id}/withdrawal",
        "$appeal",
        "",
        POST_OWNER,
    ),
    (
        "POST",
        "/proposals/{id}",
        "$proposal",
        "do=give-back&comment=",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/assessment/comments", "", "", ASSESSOR),
    (
        "POST",
        "/assessment/comments",
        "",
        "body=",
        [401, 404, 404, 422, 404, 404, 404, 422, 404, 404, 404],
    ),
    (
        "GET",
        "/assessment/comments/{id}",
        "$comment",
        "",
        ASSESSOR_HERE,
    ),
    (
        "POST",
        "/assessment/comments/{id}",
        "$comment",
        "do=remove",
        POST_ASSESSOR_HERE,
    ),
    ("GET", "/allocations", "", "", QUALITY),
    (
        "POST",
        "/allocations",
        "",
        "assessor=&learner=",
        [401, 404, 404, 404, 422, 404, 422, 404, 422, 404, 404],
    ),
    (
        "POST",
        "/allocations/{id}/end",
        "$allocation",
        "",
        [401, 404, 404, 404, 303, 404, 303, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/assessors",
        "",
        "",
        [303, 404, 404, 404, 200, 404, 200, 404, 200, 404, 404],
    ),
    ("GET", "/enrolments/{id}", "$enrolment", "", ASSESSOR_HERE),
    (
        "POST",
        "/enrolments/{id}/extra-time",
        "$enrolment",
        "do=agree&key=00000000-0000-7000-8000-000000000001&percent=25&reason=As+agreed",
        POST_ASSESSOR_HERE,
    ),
    (
        "POST",
        "/enrolments/{id}/sign-offs",
        "$enrolment",
        "unit=GP1",
        POST_ASSESSOR_HERE,
    ),
    (
        "GET",
        "/enrolments/{id}/prior-learning",
        "$enrolment",
        "",
        ASSESSOR_HERE,
    ),
    (
        "POST",
        "/enrolments/{id}/prior-learning",
        "$enrolment",
        "criterion=GP1.1.1&completed=&what=",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/enrolments/{id}/prior-learning/import",
        "$enrolment",
        "",
        ASSESSOR_HERE,
    ),
    (
        "POST",
        "/enrolments/{id}/prior-learning/import",
        "$enrolment",
        "$file-upload",
        [303, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/enrolments/{id}/prior-learning/chosen",
        "$enrolment",
        "",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/enrolments/{id}/looks",
        "$enrolment",
        "do=accept&criterion=GP1.1.1",
        [401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/enrolments/{id}/certificates",
        "$enrolment",
        "award=gp-attachment-unit",
        POST_ASSESSOR_HERE,
    ),
    ("GET", "/quality", "", "", IQA),
    ("GET", "/quality/policy", "", "", IQA),
    ("POST", "/quality/policy", "", "share=", POST_IQA_422),
    ("GET", "/quality/plans", "", "", IQA),
    ("POST", "/quality/plans", "", "stage=", POST_IQA_422),
    ("GET", "/quality/plans/{id}", "$plan", "", IQA_HERE),
    ("GET", "/standardisation", "", "", TAKES_PART),
    ("GET", "/standardisation/exemplars", "", "", IQA),
    (
        "POST",
        "/standardisation/exemplars",
        "",
        "unit=gp-attachment-unit+GP1&title=",
        [401, 404, 404, 404, 422, 404, 404, 404, 422, 404, 404],
    ),
    (
        "GET",
        "/standardisation/exemplars/{id}",
        "$exemplar",
        "",
        IQA_HERE,
    ),
    (
        "POST",
        "/standardisation/exemplars/{id}/exercises",
        "$exemplar",
        "id=$fresh",
        [401, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/standardisation/exercises/{id}",
        "$exercise",
        "",
        TAKES_PART_HERE,
    ),
    (
        "POST",
        "/standardisation/exercises/{id}",
        "$exercise",
        "",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/standardisation/exercises/{id}/agreements",
        "$exercise",
        "criterion=GP1.1.1",
        [401, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/standardisation/exercises/{id}/closing",
        "$exercise",
        "",
        [401, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/quality/plans/{plan}/samples/{submission}",
        "$drawn",
        "",
        IQA_HERE,
    ),
    (
        "POST",
        "/quality/plans/{plan}/samples/{submission}",
        "$drawn",
        "comment=",
        POST_IQA_422_HERE,
    ),
    ("GET", "/quality/coverage", "", "", IQA),
    ("GET", "/quality/prior-learning", "", "", IQA),
    (
        "GET",
        "/quality/prior-learning/{id}",
        "$recognition",
        "",
        IQA_HERE,
    ),
    (
        "POST",
        "/quality/prior-learning/{id}",
        "$recognition",
        "do=refuse&comment=",
        POST_IQA_422_HERE,
    ),
    ("GET", "/quality/releases", "", "", IQA),
    (
        "POST",
        "/quality/releases/{id}",
        "$request",
        "",
        [401, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/quality/actions", "", "", IQA),
    ("GET", "/assessment/actions", "", "", ASSESSOR),
    (
        "GET",
        "/actions/{id}",
        "$action",
        "",
        [303, 404, 404, 200, 200, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/actions/{id}/answers",
        "$action",
        "answer=",
        [401, 404, 404, 422, 422, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/actions/{id}/reviews",
        "$action",
        "do=ask-again&comment=&by=",
        [401, 404, 404, 422, 422, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/actions/{id}/withdrawal",
        "$action",
        "reason=",
        POST_IQA_422_HERE,
    ),
    ("GET", "/certificates", "", "", ALL),
    ("GET", "/certificates/{number}", "$number", "", ALL),
    (
        "GET",
        "/certificates/{number}",
        "$number.pdf",
        "",
        [303, 200, 404, 200, 404, 404, 200, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/certificates/{number}/revocation",
        "$number",
        "reason=",
        POST_ADMIN_422,
    ),
    ("GET", "/arrangements", "", "", ADMIN),
    (
        "POST",
        "/arrangements/{id}/end",
        "$arrangement",
        "",
        [401, 404, 404, 303, 404, 404, 303, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/enrolments/{id}/arrangements",
        "$enrolment",
        "",
        ASSESSOR_HERE,
    ),
    (
        "POST",
        "/enrolments/{id}/arrangements",
        "$enrolment",
        "kind=",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/enrolments/{id}/observations",
        "$enrolment",
        "",
        ASSESSOR_HERE,
    ),
    (
        "POST",
        "/enrolments/{id}/observations",
        "$enrolment",
        "kind=observation&unit=GP1",
        [401, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/evidence/{id}/words",
        "$observed",
        "comment=",
        POST_OWNER,
    ),
    (
        "GET",
        "/witnesses",
        "",
        "",
        [303, 200, 200, 200, 200, 404, 200, 200, 200, 200, 404],
    ),
    (
        "POST",
        "/witnesses",
        "",
        "$ask-witness",
        [401, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "GET",
        "/witnesses/ask",
        "?enrolment=$enrolment&unit=GP1",
        "",
        OWNER,
    ),
    ("GET", "/testimony/{link}", "$testimony", "", ALL),
    (
        "POST",
        "/testimony/{link}",
        "$testimony",
        "name=",
        [422; 11],
    ),
    (
        "POST",
        "/witnesses/{id}/withdrawal",
        "$asked",
        "",
        [401, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/quality/passes", "", "", IQA),
    ("POST", "/quality/passes", "", "$give", POST_IQA_422),
    ("GET", "/quality/passes/new", "", "", IQA),
    ("GET", "/quality/passes/{id}", "$pass", "", IQA_HERE),
    ("GET", "/passes/{link}", "$opening", "", ALL),
    (
        "GET",
        "/passes/{link}/{*rest}",
        "$opening people",
        "",
        [404; 11],
    ),
    (
        "GET",
        "/passes/{link}/records/{submission}",
        "$opened",
        "",
        ALL,
    ),
    (
        "GET",
        "/passes/{link}/files/{submission}/{hash}",
        "$opened none",
        "",
        [404; 11],
    ),
    (
        "POST",
        "/quality/passes/{id}/withdrawal",
        "$pass",
        "",
        [401, 404, 404, 404, 303, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/assets/{name}", "$asset", "", ALL),
    ("POST", "/api/{*call}", "answer", "$answer-call", ALL),
    (
        "POST",
        "/api/{*call}",
        "attempt-answer",
        "$attempt-answer-call",
        [401, 422, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/api/{*call}",
        "attempt",
        "$save-call",
        [401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/api/{*call}",
        "draft",
        "$draft-call",
        [401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/api/{*call}",
        "say",
        "$say-call",
        [401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/api/{*call}",
        "worksheet-draft",
        "$sheet-call",
        [401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    // After all that assessors do: in training an assessor may do less.
    (
        "POST",
        "/assessors/{id}/training",
        "$assessor",
        "do=begin",
        [401, 404, 404, 404, 303, 404, 303, 404, 404, 404, 404],
    ),
    ("GET", "/healthz", "", "", ALL),
    ("GET", "/readyz", "", "", ALL),
    (
        "GET",
        "/sign-in",
        "",
        "",
        [200, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303],
    ),
    (
        "GET",
        "/sign-up",
        "",
        "",
        [200, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303],
    ),
    ("POST", "/sign-up", "", "name=", [422; 11]),
    ("GET", "/forgotten-password", "", "", ALL),
    ("POST", "/forgotten-password", "", "email=", [422; 11]),
    ("GET", "/reset-password/{token}", "unknown", "", [404; 11]),
    ("POST", "/reset-password/{token}", "unknown", "", [404; 11]),
    ("GET", "/invitations/{token}", "unknown", "", [404; 11]),
    ("POST", "/invitations/{token}", "unknown", "", [404; 11]),
    ("GET", "/account", "", "", PERSON),
    ("POST", "/account/name", "", "name=", POST_PERSON_422),
    ("POST", "/account/password", "", "", POST_PERSON_422),
    (
        "POST",
        "/account/sessions/{id}/end",
        "$session",
        "",
        POST_OWNER,
    ),
    ("POST", "/account/sessions/end-others", "", "", POST_PERSON),
    ("GET", "/people", "", "", ADMIN),
    ("POST", "/people", "", "email=", POST_ADMIN_422),
    ("POST", "/people/{id}/roles", "$person", "", POST_ADMIN),
    ("GET", "/organisations", "", "", ADMIN),
    ("POST", "/organisations", "", "name=", POST_ADMIN_422),
    ("GET", "/organisations/{id}", "$organisation", "", ADMIN),
    (
        "POST",
        "/organisations/{id}",
        "$organisation",
        "name=",
        POST_ADMIN_422,
    ),
    ("GET", "/outbox", "", "", ADMIN),
    ("GET", "/settings", "", "", ADMIN),
    ("POST", "/settings", "", "organisation=", POST_ADMIN_422),
    (
        "GET",
        "/settings/logo",
        "",
        "",
        [303, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/settings/logo",
        "",
        "$upload",
        [303, 404, 404, 404, 404, 404, 422, 404, 404, 404, 404],
    ), // a file cannot wait for somebody to sign in
    ("POST", "/settings/logo/remove", "", "", POST_ADMIN),
    // The last two: they end the sessions of the browsers that ask.
    ("POST", "/sign-in", "", "$credentials", [303; 11]),
    ("POST", "/sign-out", "", "", [303; 11]),
];

fn content_type(form: &str) -> &'static str {
    match form {
        _ if form.ends_with("-call") => "application/json",
        "$upload" | "$file-upload" => "multipart/form-data; boundary=x",
        _ => "application/x-www-form-urlencoded",
    }
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    on_each_engine(async |test: TestApp| {
        let world = World::new(&test).await;
        let mut wrong = Vec::new();
        for (method, route, parameters, form, expected) in TABLE {
            let address = world.address(route, parameters);
            for ((who, browser), expected) in world.browsers.iter().zip(expected) {
                let body = (*method == "POST").then(|| (content_type(form), world.spell(form)));
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let page = browser.clone().send(method.clone(), &address, body).await;
                if page.status.as_u16() != *expected {
                    wrong.push(format!(
                        "{method} {address} as {who}: {} and not {expected}",
                        page.status
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// Rows in which everybody gets the same 404: what they ask for is not there. Every other row has somebody who finds something, so that a handler that
/// turned everybody away would be noticed.
const NOBODYS: &[&str] = &[
    "/items/{question}",
    "/enrolments/{id}/looks",
    "/passes/{link}/{*rest}",
    "/passes/{link}/files/{submission}/{hash}",
    "/reset-password/{token}",
    "/invitations/{token}",
    "/settings/logo",
];

#[test]
fn somebody_finds_something_at_every_address() {
    let is_closed = |status: &u16| [401, 404].contains(status);
    for (method, route, .., expected) in TABLE {
        let closed = expected.iter().skip(1).all(is_closed);
        assert!(
            !closed || NOBODYS.contains(route),
            "nobody finds anything: {method} {route}"
        );
    }
}

#[test]
fn no_route_is_missing_from_the_table() {
    let known: BTreeSet<(String, String)> = TABLE
        .iter()
        .map(|(method, route, parameters, ..)| match *route {
            CALLS => (CALL.to_owned(), (*parameters).to_owned()),
            route => ((*method).to_owned(), route.to_owned()),
        })
        .collect();
    let mut found = BTreeSet::new();
    routes_below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(
        found.len() > 50,
        "the routes are read from the sources: {found:?}"
    );
    let missing: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "missing from the table: {missing:?}; gone: {gone:?}"
    );
}

/// Method and route of every `.route("…", get(…).post(…))` in the sources, except those of the tests.
fn routes_below(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        match path.is_dir() {
            true if entry.file_name() == "tests" => {}
            true => routes_below(&path, found),
            false if path.extension().is_some_and(|ext| ext == "rs") => {
                routes_in(&std::fs::read_to_string(path).unwrap(), found)
            }
            false => {}
        }
    }
}

/// Where server functions are called; each is a row of its own.
const CALLS: &str = "/api/{*call}";

/// What stands for the method of a server function.
const CALL: &str = "call";

fn routes_in(source: &str, found: &mut BTreeSet<(String, String)>) {
    for call in source.split("#[server(endpoint = \"").skip(1) {
        let (name, _) = call.split_once('"').unwrap();
        found.insert((CALL.to_owned(), name.to_owned()));
    }
    for call in source.split(".route(").skip(1) {
        let Some(rest) = call.trim_start().strip_prefix('"') else {
            continue;
        };
        let (route, rest) = rest.split_once('"').unwrap();
        let handlers = rest
            .split("\n        .")
            .next()
            .unwrap()
            .split('}')
            .next()
            .unwrap();
        for (sign, method) in [
            ("get(", "GET"),
            ("post(", "POST"),
            ("put(", "PUT"),
            ("delete(", "DELETE"),
            ("any(", "ANY"),
        ] {
            if handlers.contains(sign) && route != CALLS {
                found.insert((method.to_owned(), route.to_owned()));
            }
        }
    }
}
