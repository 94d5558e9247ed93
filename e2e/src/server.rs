//! A minimal static web server on a free port of 127.0.0.1, like the cheapest web host.
//!
//! Sends no security headers: the page must protect itself. Records every requested path.

use std::{
    io,
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response, StatusCode, body::Incoming, header, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::setup::Site;

/// The running server. It stops at the end of the scenario.
#[derive(Clone, Debug)]
pub struct Server {
    authority: String,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    mount: String,
    folder: Mutex<PathBuf>,
    asked: Mutex<Vec<String>>,
    strangers: Mutex<Vec<String>>,
    down: AtomicBool,
    tidy: AtomicBool,
}

impl Server {
    /// Starts serving `site`.
    pub async fn start(site: &Site) -> Result<Self> {
        site.check()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no free port")?;
        let authority = listener.local_addr()?.to_string();
        let state = Arc::new(State {
            mount: site.mount.clone(),
            folder: Mutex::new(site.folder.clone()),
            asked: Mutex::default(),
            strangers: Mutex::default(),
            down: AtomicBool::new(false),
            tidy: AtomicBool::new(false),
        });
        tokio::spawn(accept(listener, Arc::clone(&state)));
        Ok(Self { authority, state })
    }

    /// `http://127.0.0.1:port/revcon3/`
    pub fn base(&self) -> String {
        format!("http://{}{}", self.authority, self.state.mount)
    }

    /// `127.0.0.1:port`
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Every requested path so far, in order, with query.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state.asked).clone()
    }

    /// Takes the addresses on other hosts that a browser requested through this
    /// proxy since the last call. They are never answered.
    pub(crate) fn take_strangers(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state.strangers))
    }

    /// If `true`, every connection is dropped without an answer, also a service
    /// worker's; `false` ends this.
    pub fn down(&self, down: bool) {
        self.state.down.store(down, Ordering::Relaxed);
    }

    /// Sends whoever asks for `index.html` to the folder, as some hosts do, from now on.
    pub fn tidy(&self) {
        self.state.tidy.store(true, Ordering::Relaxed);
    }

    /// Serves another folder from now on: a new release at the same address.
    pub fn switch_to(&self, folder: impl Into<PathBuf>) {
        *lock(&self.state.folder) = folder.into();
    }
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        if !state.down.load(Ordering::Relaxed) {
            tokio::spawn(connection(stream, Arc::clone(&state)));
        }
    }
}

async fn connection(stream: TcpStream, state: Arc<State>) {
    let service = service_fn(move |request| {
        // Also drops idle connections that the browser keeps open.
        let answer = if let Some(stranger) = stranger(&request) {
            lock(&state.strangers).extend(stranger);
            Err(io::Error::other("another host"))
        } else if state.down.load(Ordering::Relaxed) {
            Err(io::Error::other("down"))
        } else {
            Ok(answer(&request, &state))
        };
        async move { answer }
    });
    // A connection closed by the browser is not an error.
    let _ = hyper::server::conn::http1::Builder::new()
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The address of a proxy request for another host (recognisable by its
/// absolute URI). The inner option is none for the browser's own requests.
fn stranger(request: &Request<Incoming>) -> Option<Option<String>> {
    let uri = request.uri();
    let host = uri.host()?;
    let own = OF_THE_BROWSER.iter().any(|name| host.ends_with(name));
    let scheme = uri.scheme_str().unwrap_or("https");
    Some((!own).then(|| {
        format!("{scheme}://{}{}", uri.authority().map_or(host, |it| it.as_str()), uri.path())
    }))
}

/// The hosts that Firefox itself contacts, for updates and lists.
const OF_THE_BROWSER: [&str; 4] = [".mozilla.com", ".mozilla.org", ".mozilla.net", ".firefox.com"];

fn answer(request: &Request<Incoming>, state: &State) -> Response<Full<Bytes>> {
    lock(&state.asked).push(request.uri().to_string());
    let tidy = state.tidy.load(Ordering::Relaxed);
    if tidy && request.uri().path().strip_prefix(&state.mount) == Some("index.html") {
        return redirect(&state.mount);
    }
    let folder = lock(&state.folder).clone();
    let file = request.uri().path().strip_prefix(&state.mount).and_then(relative);
    let found = file.and_then(|path| {
        let path = if path.as_os_str().is_empty() { PathBuf::from("index.html") } else { path };
        std::fs::read(folder.join(&path)).ok().map(|bytes| (path, bytes))
    });
    let (status, mime, bytes) = match found {
        Some((path, bytes)) => (StatusCode::OK, mime(&path), bytes),
        None => (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", b"not found".to_vec()),
    };
    let mut response = Response::new(Full::new(Bytes::from(bytes)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

fn redirect(to: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    if let Ok(to) = header::HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// A path that stays inside the folder, or none.
fn relative(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(path.replace("%20", " "));
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|ext| ext.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_folder() {
        assert_eq!(relative("a/b.js"), Some(PathBuf::from("a/b.js")));
        assert_eq!(relative(""), Some(PathBuf::new()));
        assert_eq!(relative("../secret"), None);
        assert_eq!(relative("/etc/passwd"), None);
    }

    #[test]
    fn wasm_is_served_as_wasm() {
        assert_eq!(mime(Path::new("app_bg.wasm")), "application/wasm");
    }
}
