//! What the mail about testimonies says. A link stands alone on its line.

use super::Request;
use crate::clock;

/// To the witness.
pub(super) fn request(request: &Request, link: &str) -> (String, String) {
    let until = clock::date_and_time(request.expires_at);
    (
        format!("{} asks you to be a witness of their work", request.learner),
        format!(
            "Hello {},\n\n{} is working towards a qualification on Secure Base, and asks you to write down what you have seen of their work. \
             You need no account. Open this address, which works until {until} and can be used once:\n\n{link}\n\n\
             Please write about nobody so that they could be recognised: no names, dates of birth, numbers or addresses of the women and families you work with.\n\n\
             If you do not know {}, or would rather not, do nothing.\n",
            request.witness_name, request.learner, request.learner
        ),
    )
}

/// To the learner.
pub(super) fn given(request: &Request) -> (&'static str, String) {
    (
        "Your witness has answered",
        format!(
            "{} has written about your work for unit {}. Only you can see it until you hand it in.\n\n\
             Sign in to Secure Base and open your portfolio: say which criteria it shows, then hand it in.",
            request.witness_name, request.unit
        ),
    )
}
