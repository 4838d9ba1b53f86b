//! Where a request comes from, as far as it can be told: the address for the limits, the browser for the list of sessions, the session
//! that a new one replaces.

use super::cookie;
use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The longest name of a browser that is kept, characters.
const AGENT_LENGTH: usize = 300;

/// The other end of a connection.
#[derive(Debug, Clone)]
pub(super) struct Client {
    /// The address to which limits apply: IPv4 as it is, IPv6 by its network, which is what one household or attacker has.
    pub address: String,
    /// How the browser names itself.
    pub agent: String,
    /// The secret of a session that the browser holds already, perhaps of somebody else.
    pub session: Option<String>,
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let forwarded = app
            .config
            .behind_proxy
            .then(|| forwarded(&parts.headers))
            .flatten();
        let address = forwarded
            .or(peer)
            .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        Ok(Client {
            address: network(address).to_string(),
            agent: agent(&parts.headers),
            session: cookie::secret(app, &parts.headers).map(str::to_owned),
        })
    }
}

/// The last entry is the one that our own proxy has written; those before it anybody may have made up.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

fn agent(headers: &HeaderMap) -> String {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    agent.chars().take(AGENT_LENGTH).collect()
}

/// A browser's name for itself in words, such as `Firefox on Windows`.
pub(super) fn agent_in_words(agent: &str) -> String {
    // Order matters: Edge also says Chrome, Chrome also says Safari, Android also says Linux, an iPhone also says Mac OS.
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "a Chromebook"),
        ("Macintosh", "a Mac"),
        ("Mac OS", "a Mac"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| agent.contains(sign))
            .map(|(_, words)| *words)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "A browser we do not know".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_forwarded_entry_counts() {
        let mut headers = HeaderMap::new();
        headers.append(
            "x-forwarded-for",
            "1.1.1.1, 2.2.2.2".parse().expect("a value"),
        );
        headers.append(
            "x-forwarded-for",
            "3.3.3.3 , 203.0.113.9".parse().expect("a value"),
        );
        assert_eq!(forwarded(&headers), Some(IpAddr::from([203, 0, 113, 9])));
        headers.append("x-forwarded-for", "nonsense".parse().expect("a value"));
        assert_eq!(forwarded(&headers), None);
    }

    #[test]
    fn an_address_counts_by_its_network() {
        let of = |text: &str| network(text.parse().expect("an address")).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn browsers_in_words() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(agent_in_words(edge), "Edge on Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
        assert_eq!(agent_in_words(phone), "Safari on an iPhone");
        assert_eq!(agent_in_words("curl/8.0"), "A browser we do not know");
    }
}
