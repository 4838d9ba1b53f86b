//! The static files: style sheet, mark, scripts. All are inside the binary, at addresses that name their content and never change.
//!
//! The browser's half of the islands is built by `scripts/assets` into `site/`. While that folder is empty the program still compiles and every
//! page still works: it just comes without scripts. In a debug build the style sheets are read from disk, so that an edit shows
//! at the next reload.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

#[derive(Embed)]
#[folder = "style/"]
#[include = "*.css"]
#[include = "*.svg"]
struct Style;

#[derive(Embed)]
#[folder = "site/"]
#[include = "islands*"]
struct Site;

/// The parts of the one style sheet, in the order of their cascade layers.
const STYLE_PARTS: [&str; 7] = [
    "reset",
    "tokens",
    "base",
    "layout",
    "components",
    "pages",
    "print",
];

/// A year, as far as caches count; the address changes when the content does.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What runs after wasm-bindgen's glue, in the same file: start the module, then bring every island on the page to life. Leptos's own
/// bootstrap would stand inside each page, where the security policy allows no script.
const START: &str = r#"
import(import.meta.url).then(async (islands) => {
  await islands.default({ module_or_path: "WASM" });
  islands.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) islands[island.dataset.component](island);
  document.documentElement.dataset.islands = "ready";
});
"#;

/// One file with its compressed forms, which are made when first asked for (or beforehand, by [`prepare`]).
struct Asset {
    kind: &'static str,
    body: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// All files by name, and the lines of a head that load them.
struct Files {
    style: String,
    by_name: HashMap<String, Asset>,
    head: String,
    islands: String,
}

static FILES: LazyLock<RwLock<Arc<Files>>> = LazyLock::new(|| RwLock::new(Arc::new(Files::load())));

/// Compresses everything and says if there are no scripts; to be run beside the start, as it takes a moment.
pub fn prepare() {
    let files = files();
    if files.islands.is_empty() {
        tracing::warn!("built without site/ (see scripts/assets): pages work, but load no scripts");
    }
    for asset in files.by_name.values() {
        asset.brotli();
        asset.gzip();
    }
}

/// The lines of a document's head that load style, favicon and, if wanted, the islands.
pub fn head(islands: bool) -> String {
    let files = files();
    let scripts = if islands { files.islands.as_str() } else { "" };
    format!("{}{scripts}", files.head)
}

/// `GET /assets/{name}`
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match files().by_name.get(&name) {
        Some(asset) => asset.respond(&headers),
        None => (StatusCode::NOT_FOUND, "There is no such file.").into_response(),
    }
}

/// The files as they are now: fixed in a release build, following the style sheets on disk in a debug build.
fn files() -> Arc<Files> {
    let files = Arc::clone(
        &FILES
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner()),
    );
    if !cfg!(debug_assertions) || files.style == style_sheet() {
        return files;
    }
    let fresh = Arc::new(Files::load());
    *FILES
        .write()
        .unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::clone(&fresh);
    fresh
}

/// All parts of the style sheet as one text.
fn style_sheet() -> String {
    STYLE_PARTS
        .iter()
        .filter_map(|part| Style::get(&format!("{part}.css")))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

impl Files {
    fn load() -> Self {
        let mut files = Files {
            style: style_sheet(),
            by_name: HashMap::new(),
            head: String::new(),
            islands: String::new(),
        };
        let style = files.add("style", "css", Bytes::from(files.style.clone()));
        let mark = Style::get("mark.svg").map(|file| files.add("mark", "svg", bytes(file)));
        files.head = head_lines(&style, mark.as_deref());
        if let (Some(glue), Some(wasm)) = (Site::get("islands.js"), Site::get("islands.wasm")) {
            files.islands = files.add_islands(glue, wasm);
        }
        files
    }

    /// Takes a file in and gives its address.
    fn add(&mut self, stem: &str, extension: &'static str, body: Bytes) -> String {
        let name = format!("{stem}-{}.{extension}", fingerprint(&body));
        let address = format!("/assets/{name}");
        self.by_name.insert(name, Asset::new(kind(extension), body));
        address
    }

    /// Takes the two halves of the islands in and gives the line of the head that loads them. The script asks for the WebAssembly:
    /// a preload would make everybody pay for it whose browser runs no scripts.
    fn add_islands(&mut self, glue: EmbeddedFile, wasm: EmbeddedFile) -> String {
        let wasm = self.add("islands", "wasm", bytes(wasm));
        self.take_precompressed(&wasm);
        let mut script = glue.data.into_owned();
        script.extend_from_slice(START.replace("WASM", &wasm).as_bytes());
        let script = self.add("islands", "js", Bytes::from(script));
        format!("<script type=\"module\" src=\"{script}\"></script>\n")
    }

    /// The WebAssembly was compressed when it was built: at the best quality that takes longer than a start may.
    fn take_precompressed(&self, address: &str) {
        let asset = address
            .strip_prefix("/assets/")
            .and_then(|name| self.by_name.get(name));
        if let (Some(asset), Some(file)) = (asset, Site::get("islands.wasm.br")) {
            asset.brotli.get_or_init(|| bytes(file));
        }
    }
}

impl Asset {
    fn new(kind: &'static str, body: Bytes) -> Self {
        Asset {
            kind,
            body,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    fn respond(&self, request: &HeaderMap) -> Response {
        let (body, encoding) = if accepts(request, "br") {
            (self.brotli(), Some("br"))
        } else if accepts(request, "gzip") {
            (self.gzip(), Some("gzip"))
        } else {
            (&self.body, None)
        };
        let headers = [
            (header::CONTENT_TYPE, self.kind),
            (header::CACHE_CONTROL, FOREVER),
            (header::VARY, "accept-encoding"),
        ];
        let mut response = (headers, body.clone()).into_response();
        if let Some(encoding) = encoding {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn brotli(&self) -> &Bytes {
        self.brotli.get_or_init(|| {
            let mut compressed = Vec::new();
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: 11,
                ..Default::default()
            };
            brotli::BrotliCompress(&mut self.body.as_ref(), &mut compressed, &parameters)
                .expect("reading from and writing to memory cannot fail");
            compressed.into()
        })
    }

    fn gzip(&self) -> &Bytes {
        self.gzip.get_or_init(|| {
            let mut encoder =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            let compressed = encoder
                .write_all(&self.body)
                .and_then(|()| encoder.finish());
            compressed.expect("writing to memory cannot fail").into()
        })
    }
}

fn head_lines(style: &str, mark: Option<&str>) -> String {
    let icon = mark.map_or(String::new(), |mark| {
        format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"{mark}\">\n")
    });
    format!(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n{icon}"
    )
}

fn kind(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Without a copy where the file is part of the binary.
fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
        std::borrow::Cow::Owned(data) => Bytes::from(data),
    }
}

/// The first 40 bits of the SHA-256, in hexadecimal.
fn fingerprint(body: &[u8]) -> String {
    Sha256::digest(body)
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether the client takes this encoding: named in `Accept-Encoding`, and not with a weight of nought (RFC 9110, 12.5.3).
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let offers = request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    offers.flat_map(|value| value.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.parse::<f32>().ok())
            == Some(0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(address: &str, encodings: &'static str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encodings));
        let name = address.strip_prefix("/assets/").unwrap();
        files().by_name.get(name).unwrap().respond(&headers)
    }

    fn style() -> String {
        let head = head(false);
        let (_, rest) = head.split_once("rel=\"stylesheet\" href=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    #[test]
    fn every_style_sheet_has_its_place_in_the_order() {
        let known = |name: &str| STYLE_PARTS.iter().any(|part| name == format!("{part}.css"));
        let stray: Vec<_> = Style::iter()
            .filter(|name| name.ends_with(".css") && !known(name))
            .collect();
        assert!(stray.is_empty(), "not in STYLE_PARTS: {stray:?}");
    }

    #[test]
    fn a_client_gets_the_best_encoding_that_it_takes() {
        let encoding = |encodings| {
            let response = get(&style(), encodings);
            response
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br, zstd").as_deref(), Some("br"));
        assert_eq!(encoding("gzip, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(encoding("identity"), None);
    }

    #[test]
    fn what_is_compressed_is_what_is_served() {
        for asset in files().by_name.values() {
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut asset.brotli().as_ref(), &mut plain).unwrap();
            assert_eq!(plain, asset.body);
        }
    }

    #[test]
    fn files_may_be_kept_for_ever() {
        let response = get(&style(), "br");
        assert_eq!(response.headers()[header::CACHE_CONTROL], FOREVER);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
    }
}
