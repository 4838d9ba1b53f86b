//! What a learner, and a file of theirs, is called in front of whoever holds a pass that shows no names. Pure.

use crate::accounts::hex;
use crate::portfolio::files::Attached;
use crate::portfolio::files::kind::FileKind;
use sha2::{Digest, Sha256};

/// How many initials stand there at most.
const INITIALS: usize = 3;

/// Initials, and a reference that is the same for everything of this learner in this pass and nowhere else: `LL 7c1e09`.
pub fn reference(pass_id: &str, learner_id: &str, name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphabetic());
    let initials: String = name
        .split_whitespace()
        .filter_map(first)
        .flat_map(char::to_uppercase)
        .take(INITIALS)
        .collect();
    let hash = hex(&Sha256::digest(format!("{pass_id}/{learner_id}")));
    format!("{initials} {}", &hash[..6]).trim().to_owned()
}

/// The same files, called by what they are and their place.
pub fn unnamed(files: Vec<Attached>) -> Vec<Attached> {
    let unnamed = |(n, file): (usize, Attached)| {
        let kind = FileKind::from_media_type(&file.media_type);
        let ending = kind.map_or("bin", |kind| kind.endings()[0]);
        let name = format!("file-{}.{ending}", n + 1);
        Attached { name, ..file }
    };
    files.into_iter().enumerate().map(unnamed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_of_one_learner_in_one_pass() {
        let one = reference("pass", "lena", "Lena van der Learner");
        assert!(one.starts_with("LVD ") && one.len() == 10, "{one}");
        assert_eq!(one, reference("pass", "lena", "Lena van der Learner"));
        assert_ne!(one, reference("pass", "lars", "Lena van der Learner"));
        assert_ne!(one, reference("other", "lena", "Lena van der Learner"));
        for (name, initials) in [
            ("ßen Ørsted", "SSØ"),
            ("(Bea) O’Neill", "BO"),
            ("李 明", "李明"),
            ("---", ""),
        ] {
            let found = reference("pass", "x", name);
            let (before, hash) = found.rsplit_once(' ').unwrap_or(("", &found));
            assert_eq!((before, hash.len()), (initials, 6), "{name}");
        }
    }
}
