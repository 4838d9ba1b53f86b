//! Settings that cannot be right are refused in one sentence before anything starts.

use crate::config::Config;
use std::path::PathBuf;

/// A change to settings, and words of the sentence that refuses them.
type Case = (fn(&mut Config), &'static str);

#[test]
fn the_settings_of_a_first_start_are_right() {
    assert_eq!(Config::default().check(), Ok(()));
    assert!(!Config::default().is_https());
}

#[test]
fn each_wrong_setting_gives_one_sentence() {
    let cases: &[Case] = &[
        (
            |c| c.database = String::new(),
            "The database address must begin with sqlite: or postgres://",
        ),
        (
            |c| c.database = "mysql://localhost/a".to_owned(),
            "\"mysql://localhost/a\" does not",
        ),
        (
            |c| c.database = "secure-base.db".to_owned(),
            "\"secure-base.db\" does not",
        ),
        (
            |c| c.origin = String::new(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "learn.example.org".to_owned(),
            "\"learn.example.org\" is not",
        ),
        (
            |c| c.origin = "https://".to_owned(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "ftp://learn.example.org".to_owned(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "https://learn.example.org/".to_owned(),
            "without a path",
        ),
        (
            |c| c.origin = "https://learn.example.org/base".to_owned(),
            "without a path",
        ),
        (
            |c| c.origin = "https://learn.example.org?a=b".to_owned(),
            "without a path",
        ),
        (
            |c| c.origin = "https://learn.example.org#a".to_owned(),
            "without a path",
        ),
        (
            |c| c.origin = "https://me@learn.example.org".to_owned(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "https://learn example.org".to_owned(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "https://learn.example.org:port".to_owned(),
            "The origin must be an address",
        ),
        (
            |c| c.origin = "https://learn.example.org\r\nX: y".to_owned(),
            "The origin must be an address",
        ),
        (|c| c.watch = true, "--watch needs --content"),
        (
            |c| c.content = Some(PathBuf::from("/no/such/folder")),
            "The content folder /no/such/folder does not exist.",
        ),
        (
            |c| c.content = Some(PathBuf::from("/etc/hostname")),
            "The content folder /etc/hostname",
        ),
    ];
    for (change, words) in cases {
        let mut config = Config::default();
        change(&mut config);
        let Err(sentence) = config.check() else {
            panic!("{config:?} is taken")
        };
        assert!(sentence.contains(words), "{sentence} instead of {words}");
        assert!(
            sentence.ends_with('.') && !sentence.contains('\n'),
            "one sentence: {sentence}"
        );
    }
}

#[test]
fn right_settings_are_taken() {
    let cases: &[fn(&mut Config)] = &[
        |c| c.database = "postgres://me@localhost/base".to_owned(),
        |c| c.database = "postgresql://localhost/base".to_owned(),
        |c| c.database = "sqlite::memory:".to_owned(),
        |c| c.origin = "https://learn.example.org".to_owned(),
        |c| c.origin = "http://[::1]:8080".to_owned(),
        |c| (c.watch, c.content) = (true, Some(PathBuf::from("/"))),
    ];
    for change in cases {
        let mut config = Config::default();
        change(&mut config);
        assert_eq!(config.check(), Ok(()), "{config:?}");
    }
}
