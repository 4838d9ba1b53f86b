//! Where to go after signing in. The address comes from the visitor, so it may lead to this site only.

/// The longest address that is followed, characters.
const LONGEST: usize = 2_000;

/// The path if it is one of ours, the start page otherwise.
///
/// Browsers read `//host` and `/\host` as another site and drop tabs and line ends before they look, so only visible ASCII without a
/// backslash counts.
pub(super) fn local(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//");
    let is_plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let comes_back = ["/sign-in", "/sign-out", "/sign-up"]
        .iter()
        .any(|path| next.starts_with(path));
    match is_path && is_plain && !comes_back && next.len() <= LONGEST {
        true => next,
        false => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn paths_of_this_site_are_followed() {
        for path in ["/", "/account", "/modules/a/b?c=d&e=%2F%2F#f", "/a//b"] {
            assert_eq!(local(path), path);
        }
    }

    #[test]
    fn other_sites_are_not() {
        let others = [
            "",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "evil.example",
            " /a",
            "/\t/evil.example",
            "/\n/evil.example",
            "/a\r\nSet-Cookie: b=c",
            "/é",
            "/sign-in?next=/",
            "/sign-out",
        ];
        for other in others {
            assert_eq!(local(other), "/", "{other:?}");
        }
    }
}
