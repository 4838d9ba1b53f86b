//! What the mail says. A link stands alone on its line, as mail programs like it and as `mail` expects.

use super::links::Link;
use crate::clock::{self, Millis};

/// A letter to one person.
#[derive(Debug)]
pub(super) struct Letter {
    pub subject: &'static str,
    pub body: String,
}

pub(super) fn invitation(name: &str, organisation: &str, link: &str, expires_at: Millis) -> Letter {
    let until = clock::date_and_time(expires_at);
    Letter {
        subject: "Your invitation to Secure Base",
        body: format!(
            "Hello {name},\n\n{organisation} invites you to Secure Base. Choose your password here:\n\n{link}\n\n\
             The link works once, until {until}. After that, ask whoever invited you for a new one.\n"
        ),
    }
}

pub(super) fn password_reset(name: &str, link: &Link, origin: &str) -> Letter {
    let (address, until) = (link.address(origin), clock::time_of_day(link.expires_at));
    Letter {
        subject: "Choose a new password",
        body: format!(
            "Hello {name},\n\nsomebody, probably you, has forgotten the password of your account. Choose a new one here:\n\n\
             {address}\n\nThe link works once, until {until}. If it was not you, do nothing: your password stays as it is.\n"
        ),
    }
}

pub(super) fn password_changed(name: &str, now: Millis) -> Letter {
    let at = clock::date_and_time(now);
    Letter {
        subject: "Your password was changed",
        body: format!(
            "Hello {name},\n\nthe password of your account was changed on {at}, and every other browser was signed out.\n\n\
             If it was not you, choose a new password at once with the link \"I have forgotten my password\" on the \
             sign-in page, and tell whoever looks after your installation.\n"
        ),
    }
}
