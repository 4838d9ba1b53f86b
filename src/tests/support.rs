//! The application under test: real routes and layers without a socket, on a database of the test's own, with a clock that stands still.

use crate::accounts::{Actor, Role, store as people};
use crate::app::App;
use crate::clock::{Clock, DAY};
use crate::config::Config;
use crate::db::{Db, Read};
use crate::library::Library;
use crate::{args, ledger, serve};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use sqlx::postgres::PgConnectOptions;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

/// The password of everybody in tests.
pub(crate) const PASSWORD: &str = "a quiet harbour at dusk";

/// Noon on 1 June 2026, in British Summer Time.
pub(crate) const START: i64 = 1_780_311_600_000;

/// The content that ships with the program, a worksheet and a conversation for tests, compiled once for all of them.
static LIBRARY: LazyLock<Arc<Library>> =
    LazyLock::new(|| Arc::new(super::scenes::library_with(|_, text| text)));

/// The hash of [`PASSWORD`], made once: making one is slow on purpose.
static PASSWORD_HASH: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();

/// The application with its clock and its database.
pub(crate) struct TestApp {
    pub(crate) app: App,
    site: Router,
    _folder: tempfile::TempDir,
}

/// One browser: it keeps its cookies. A clone is the same browser in a second window.
#[derive(Clone)]
pub(crate) struct Browser {
    site: Router,
    cookies: Vec<(String, String)>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// Runs a test on SQLite and on PostgreSQL. A PostgreSQL that is not there fails the test.
pub(crate) async fn on_each_engine<F: Future<Output = ()>>(test: impl Fn(TestApp) -> F) {
    test(TestApp::sqlite().await).await;
    test(TestApp::postgres().await).await;
}

/// A new and empty PostgreSQL schema at `TEST_DATABASE_URL`.
pub(crate) async fn schema() -> PgConnectOptions {
    let url = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL for tests; scripts/test starts one");
    let schema = format!("test_{}", crate::db::new_id().replace('-', ""));
    let admin = sqlx::PgPool::connect(&url).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    sqlx::query(create).execute(&admin).await.unwrap();
    admin.close().await;
    PgConnectOptions::from_str(&url)
        .unwrap()
        .options([("search_path", schema.as_str())])
}

impl TestApp {
    /// On a SQLite file of its own.
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self::on(Db::connect(&url).await.unwrap(), folder).await
    }

    /// In a PostgreSQL schema of its own.
    pub(crate) async fn postgres() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::on(Db::postgres(schema().await).await.unwrap(), folder).await
    }

    async fn on(db: Db, folder: tempfile::TempDir) -> Self {
        db.migrate().await.unwrap();
        ledger::open(&db, START).await.unwrap();
        let config = Config {
            files: Some(folder.path().join("files")),
            key: Some(folder.path().join("portfolios.key")),
            ..Config::default()
        };
        let app = App::new(db, Clock::fixed(START), config, Arc::clone(&LIBRARY));
        let site = serve::site(&app).unwrap();
        TestApp {
            app,
            site,
            _folder: folder,
        }
    }

    /// A browser for a site that has these routes as well.
    pub(crate) fn browser_with(&self, more: Router<App>) -> Browser {
        let site = serve::layered(&self.app, crate::routes::routes().merge(more)).unwrap();
        Browser {
            site,
            cookies: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// A browser that nobody has signed in with.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            site: self.site.clone(),
            cookies: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Somebody new with these roles, for store tests.
    pub(crate) async fn person(&self, name: &str, roles: &[Role]) -> Actor {
        let hash = PASSWORD_HASH
            .get_or_init(|| async { self.app.passwords.hash(PASSWORD).await.unwrap() })
            .await;
        let words: Vec<&str> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let email = format!("{}@example.org", words.join(".").to_lowercase());
        let tx = self.app.db.begin_recording().await.unwrap();
        let now = self.app.clock.now() - DAY;
        let id = people::create_person(&tx, &email, name, Some(hash), now)
            .await
            .unwrap()
            .unwrap();
        for role in roles {
            people::grant(&tx, None, &id, *role, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        Actor {
            id,
            name: name.to_owned(),
            email,
            roles: roles.to_vec(),
            organisation: String::new(),
            larger_print: false,
            session_id: String::new(),
        }
    }

    /// Somebody new with these roles, and a browser in which they are signed in.
    pub(crate) async fn signed_in(&self, name: &str, roles: &[Role]) -> (Actor, Browser) {
        let person = self.person(name, roles).await;
        let mut browser = self.browser();
        browser.sign_in(&person.email).await;
        (person, browser)
    }

    /// A count straight from the database.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.app.db.count(sql, args![]).await.unwrap()
    }
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    /// Posts a form as a browser on the same site does.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(
            Method::POST,
            path,
            Some(("application/x-www-form-urlencoded", body)),
        )
        .await
    }

    /// Calls a server function as an island does.
    pub(crate) async fn call(&mut self, name: &str, input: &serde_json::Value) -> Page {
        let body = Some(("application/json", input.to_string()));
        self.send(Method::POST, &format!("/api/{name}"), body).await
    }

    pub(crate) async fn sign_in(&mut self, email: &str) {
        let page = self
            .post("/sign-in", &[("email", email), ("password", PASSWORD)])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }

    /// Any request; a body comes with its content type.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Page {
        let body = body.map(|(kind, body)| (kind, body.into_bytes()));
        self.send_bytes(method, path, body).await
    }

    /// The same with a body that need not be text.
    pub(crate) async fn send_bytes(
        &mut self,
        method: Method,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:3000");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some((kind, _)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request
            .body(Body::from(body.map(|(_, body)| body).unwrap_or_default()))
            .unwrap();
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The cookies of another browser, for another site.
    pub(crate) fn take_cookies_of(&mut self, other: &Browser) {
        self.cookies.clone_from(&other.cookies);
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

impl Page {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts a redirect and gives its target.
    pub(crate) fn redirects(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.location()
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// Asserts the status.
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field or a text field.
    pub(crate) fn value_of(&self, name: &str) -> &str {
        let (_, after) = self
            .body
            .split_once(&format!("name=\"{name}\""))
            .expect("the field is there");
        let tag = after.split_once('>').unwrap().0;
        let (_, value) = tag.split_once("value=\"").expect("the field has a value");
        value.split_once('"').unwrap().0
    }
}
