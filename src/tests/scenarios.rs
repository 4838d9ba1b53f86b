//! Conversations: the rules of a play, the records, the pages, and a play as evidence.

mod evidence;
mod pages;
mod rules;
mod store;

use super::scenes::{WORKSHEET_FILE, library_and, library_with};
use super::support::{TestApp, on_each_engine};
use crate::accounts::Role;

const LEARNER: &[Role] = &[Role::Learner];
