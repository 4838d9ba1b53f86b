//! Addresses of mail, as people type them and as they are kept.

use lettre::Address;

/// The longest address there can be (RFC 5321, 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

/// The address as it is kept, in lower case; none if it is no address. Quoted ones, which nobody has and which may hold anything, are refused.
pub fn normal(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>(),;:\\".contains(c);
    let is_address =
        email.len() <= LONGEST && !email.contains(odd) && email.parse::<Address>().is_ok();
    is_address.then_some(email)
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn addresses_are_kept_in_lower_case() {
        assert_eq!(
            normal(" Ada.Byron@Example.ORG ").as_deref(),
            Some("ada.byron@example.org")
        );
    }

    #[test]
    fn what_could_write_a_header_is_no_address() {
        let injected = "a@example.org\r\nBcc: b@example.org";
        for not in [
            "",
            "ada",
            "ada@",
            "@example.org",
            injected,
            "a b@example.org",
            "\"a\r\n\"@example.org",
            "a@b@c.org",
        ] {
            assert_eq!(normal(not), None, "{not:?}");
        }
        assert_eq!(normal(&format!("{}@example.org", "a".repeat(250))), None);
    }
}
