//! Which criteria an activity is offered for: those of the version that its learner is on, whatever codes its author has used.

use super::{Activity, Evidence};
use crate::db::Read;
use crate::error::Result;
use crate::learning::enrolment;
use crate::library::codes;
use crate::library::{Field, Library, Specification, Unit};
use crate::versions;
use crate::worksheets::rules;

/// An activity with the criteria of this version that it can show.
///
/// An activity of the library speaks of the version that is current there; one from before, of that in which its codes are found. A form
/// can show any criterion of its unit.
pub fn offered(
    library: &Library,
    specification: &Specification,
    unit: &str,
    activity: Activity,
) -> Activity {
    let is_current = is_in(library, &activity);
    let in_version = |code: &String| match is_current {
        true => codes::from_current(library, specification, code),
        false => codes::from_earlier(library, specification, code),
    };
    activity.naming(&in_version).within(specification, unit)
}

/// What evidence answers, with the criteria that it can show in the version that its learner is on.
pub async fn answered_by(
    db: &impl Read,
    library: &Library,
    evidence: &Evidence,
) -> Result<Activity> {
    let enrolment = enrolment(db, &evidence.enrolment_id).await?;
    let hash = &enrolment.specification_hash;
    let specification = versions::specification(db, library, hash).await?;
    let activity = versions::activity(db, library, &evidence.activity_hash).await?;
    Ok(offered(library, &specification, &evidence.unit, activity))
}

/// The unit of a version to which an activity belongs: the first of whose criteria it can show one.
pub fn unit_of<'s>(specification: &'s Specification, activity: &Activity) -> Option<&'s Unit> {
    let shows = |unit: &&Unit| {
        let mut own = unit.criteria();
        own.any(|criterion| activity.criteria().contains(&criterion.code))
    };
    specification.units.iter().find(shows)
}

/// The library's text of an activity with this id and of the same sort.
pub fn latest(library: &Library, activity: &Activity) -> Option<Activity> {
    let id = activity.id();
    match activity {
        Activity::Reflection(_) => library.reflection(id).cloned().map(Activity::Reflection),
        Activity::Scenario(_) => library.scenario(id).cloned().map(Activity::Scenario),
        Activity::Worksheet(form) if form.is_form() => {
            let forms = library.forms.iter();
            let mut same = forms.filter(|other| other.method == form.method);
            same.next().cloned().map(Activity::Worksheet)
        }
        Activity::Worksheet(_) => library.worksheet(id).cloned().map(Activity::Worksheet),
        Activity::Response(_) => {
            let mut all = library.quizzes.iter().flat_map(|quiz| &quiz.questions);
            let found = all.find(|question| question.id == id);
            found.cloned().map(Activity::Response)
        }
        Activity::QuizResult(_) => None, // the questions are those that were asked
    }
}

fn is_in(library: &Library, activity: &Activity) -> bool {
    latest(library, activity).is_some_and(|latest| latest.version().hash == activity.version().hash)
}

impl Activity {
    /// With other codes in the place of those that its author has used.
    fn naming(mut self, in_version: &dyn Fn(&String) -> Vec<String>) -> Self {
        let named = |codes: &mut Vec<String>| {
            let mut others: Vec<String> = Vec::new();
            for code in codes.iter().flat_map(in_version) {
                if !others.contains(&code) {
                    others.push(code);
                }
            }
            *codes = others;
        };
        match &mut self {
            Activity::Reflection(reflection) => named(&mut reflection.criteria),
            Activity::Response(question) => named(&mut question.criteria),
            Activity::QuizResult(examined) => named(&mut examined.criteria),
            Activity::Scenario(scenario) => named(&mut scenario.criteria),
            Activity::Worksheet(worksheet) => {
                named(&mut worksheet.criteria);
                let own = |field: &mut Field| named(&mut field.criteria);
                worksheet.fields.iter_mut().for_each(own);
            }
        }
        self
    }

    /// Whether all that stands in a body has its place in this text as well. A conversation is replayed by its own.
    pub fn has_room_for(&self, body: &str) -> bool {
        match self {
            Activity::Reflection(_) | Activity::Response(_) => true,
            Activity::Scenario(_) | Activity::QuizResult(_) => false,
            Activity::Worksheet(worksheet) => rules::fits(worksheet, body),
        }
    }
}
