//! Who may ask the bridge: a page of this machine that was given the token of this start. Any program and any page that the
//! browser shows can reach a loopback port; without the gate a page of the web could read the officer's book.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use so06::clock::Clock;
use so06::domain::Result;

/// The header that carries the token. A name of our own: a page elsewhere cannot send it without asking first, and the
/// bridge answers no such question.
pub const HEADER: HeaderName = HeaderName::from_static("x-so06-token");

/// Bytes of a token.
const LENGTH: usize = 32;

/// The token of this start.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one, from the system's random bytes.
    pub fn random() -> Result<Self> {
        let bytes = Clock::Machine.random()?;
        Ok(Self(so06::domain::hex::hex(&bytes[..LENGTH])))
    }

    /// One that whoever starts the bridge has chosen, for a page that stays while the bridge is started anew; none where it
    /// is shorter than a random one, since it could be guessed.
    pub fn chosen(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|own| own.is_ascii_alphanumeric());
        (plain && text.len() >= 2 * LENGTH).then(|| Self(text.to_owned()))
    }

    /// As it is told to the page.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Compared over all of its length, so that the time tells nothing of how much fits.
    fn fits(&self, given: &[u8]) -> bool {
        let own = self.0.as_bytes();
        let differs = own.iter().zip(given).fold(0, |all, (a, b)| all | (a ^ b));
        own.len() == given.len() && differs == 0
    }
}

/// Refuses whoever is not meant, before anything of the request is read.
pub async fn guard(State(token): State<Token>, request: Request, next: Next) -> Response {
    match refusal(&token, request.headers()) {
        Some((status, why)) => (status, why).into_response(),
        None => next.run(request).await,
    }
}

fn refusal(token: &Token, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let text = |name: HeaderName| headers.get(name).map(|own| own.to_str().unwrap_or("?"));
    // A name of the web that was made to point here (DNS rebinding) is still another name.
    if !text(header::HOST).is_some_and(is_loopback) {
        return Some((StatusCode::FORBIDDEN, "another host"));
    }
    let origin = text(header::ORIGIN);
    let own = |origin: &str| origin.strip_prefix("http://").is_some_and(is_loopback);
    if !origin.is_none_or(own) {
        return Some((StatusCode::FORBIDDEN, "another origin"));
    }
    let given = headers.get(HEADER).map(HeaderValue::as_bytes);
    if !given.is_some_and(|own| token.fits(own)) {
        return Some((StatusCode::UNAUTHORIZED, "no token of this start"));
    }
    None
}

/// `127.0.0.1`, `localhost` or `[::1]`, with or without a port.
fn is_loopback(place: &str) -> bool {
    let name = match place.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|own| own.is_ascii_digit()) => name,
        _ => place,
    };
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}
