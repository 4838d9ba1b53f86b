//! Counting words as a person would. Pure.

/// The number of words: stretches between white space that hold a letter or a digit.
pub fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}
