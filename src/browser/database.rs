//! A small interface to IndexedDB for text values. Reads see one state of the
//! database; writes end at `complete` with strict durability. Does not know
//! what the texts are.
//!
//! Written by hand, because the available crates add five to six times as much
//! wasm, and only one of them supports strict durability.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::error::BrowserError;

/// The event of a transaction of which all is durable.
const COMPLETE: &str = "complete";

type Result<T> = std::result::Result<T, BrowserError>;

/// An open database.
#[derive(Clone, Debug)]
pub struct Database(IdbDatabase);

impl Database {
    /// Opens the database and creates missing stores. `outdated` is called when the database is
    /// closed because another window needs a newer version of it.
    ///
    /// # Errors
    /// If the browser has no IndexedDB here, or refuses.
    pub async fn open(
        name: &str,
        version: u32,
        stores: &'static [&'static str],
        outdated: impl Fn() + 'static,
    ) -> Result<Self> {
        let window = web_sys::window().ok_or(BrowserError::new("no window"))?;
        let factory = window.indexed_db()?.ok_or(BrowserError::new("no IndexedDB"))?;
        let request: IdbOpenDbRequest = factory.open_with_u32(name, version)?;
        let opening = request.clone();
        let upgrade = Closure::once(move || {
            if let Ok(database) = opening.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
                for store in stores {
                    // Fails only if the store exists, which is fine.
                    let _ = database.create_object_store(store);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = done(&request).0.await?.unchecked_into();
        // Another window wants to upgrade or delete the database: make way.
        let closing = database.clone();
        let close = Closure::<dyn Fn(JsValue)>::new(move |event| {
            closing.close();
            let wanted = Reflect::get(&event, &"newVersion".into()).unwrap_or_default();
            if wanted.as_f64().is_some() {
                outdated();
            }
        });
        database.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
        Ok(Self(database))
    }

    /// Closes the database once running transactions are done.
    pub fn close(&self) {
        self.0.close();
    }

    /// Starts a read transaction: it sees one state of the stores, whatever is
    /// written meanwhile.
    ///
    /// # Errors
    /// If the database is closed.
    pub fn reading(&self, stores: &[&str]) -> Result<Transaction> {
        Ok(Transaction(self.0.transaction_with_str_sequence(&names(stores))?))
    }

    /// Starts a write transaction with strict durability.
    ///
    /// # Errors
    /// If the database is closed.
    pub fn writing(&self, stores: &[&str]) -> Result<Transaction> {
        // `IdbTransactionOptions` is not stable in web-sys, so the method is
        // called by name.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let method: Function = Reflect::get(&self.0, &"transaction".into())?.unchecked_into();
        let transaction = method.call3(&self.0, &names(stores), &"readwrite".into(), &options)?;
        Ok(Transaction(transaction.unchecked_into()))
    }
}

fn names(stores: &[&str]) -> Array {
    stores.iter().map(|store| JsValue::from_str(store)).collect()
}

/// A transaction. It ends as soon as it has no open requests: never await
/// anything but its own requests.
#[derive(Debug)]
pub struct Transaction(IdbTransaction);

impl Transaction {
    fn store(&self, name: &str) -> Result<IdbObjectStore> {
        Ok(self.0.object_store(name)?)
    }

    /// Requests the keys of a store, in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn keys(&self, store: &str) -> Result<Request> {
        Ok(done(&self.store(store)?.get_all_keys()?))
    }

    /// Requests the texts of a store, in the order of their keys.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn texts(&self, store: &str) -> Result<Request> {
        Ok(done(&self.store(store)?.get_all()?))
    }

    /// Requests the text under a key.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn text(&self, store: &str, key: &str) -> Result<Request> {
        Ok(done(&self.store(store)?.get(&JsValue::from_str(key))?))
    }

    /// Stores a text under a key.
    ///
    /// # Errors
    /// If the browser refuses at once.
    pub fn put(&self, store: &str, key: &str, text: &str) -> Result<()> {
        self.put_value(store, key, &JsValue::from_str(text))
    }

    /// Stores bytes under a key.
    ///
    /// # Errors
    /// If the browser refuses at once.
    pub fn put_bytes(&self, store: &str, key: &str, bytes: &[u8]) -> Result<()> {
        self.put_value(store, key, &Uint8Array::from(bytes))
    }

    fn put_value(&self, store: &str, key: &str, value: &JsValue) -> Result<()> {
        self.store(store)?.put_with_key(value, &JsValue::from_str(key))?;
        Ok(())
    }

    /// Deletes a key.
    ///
    /// # Errors
    /// If the browser refuses at once.
    pub fn delete(&self, store: &str, key: &str) -> Result<()> {
        self.store(store)?.delete(&JsValue::from_str(key))?;
        Ok(())
    }

    /// Clears a store.
    ///
    /// # Errors
    /// If the browser refuses at once.
    pub fn clear(&self, store: &str) -> Result<()> {
        self.store(store)?.clear()?;
        Ok(())
    }

    /// Ends a write transaction. Aborts it if `asked` is an error; otherwise
    /// returns once all is durable.
    ///
    /// # Errors
    /// If the transaction fails, for instance because the disk is full.
    pub async fn end<T>(self, asked: Result<T>) -> Result<T> {
        match asked {
            Ok(answer) => {
                JsFuture::from(completion(&self.0)).await?;
                Ok(answer)
            }
            Err(error) => {
                // Fails only if the browser has already aborted it.
                let _ = self.0.abort();
                Err(error)
            }
        }
    }
}

/// A pending request of a transaction.
#[derive(Debug)]
pub struct Request(JsFuture);

impl Request {
    /// The answer as a list of texts; values that are not texts become empty ones.
    ///
    /// # Errors
    /// If the browser cannot read its data.
    pub async fn list(self) -> Result<Vec<String>> {
        let list: Array = self.0.await?.unchecked_into();
        Ok(list.iter().map(|item| item.as_string().unwrap_or_default()).collect())
    }

    /// The answer, if it is a text.
    ///
    /// # Errors
    /// If the browser cannot read its data.
    pub async fn one(self) -> Result<Option<String>> {
        Ok(self.0.await?.as_string())
    }
}

/// The result of a request. A single closure handles success and failure: of
/// two, the one never called would keep the request and its whole answer in
/// memory.
fn done(request: &IdbRequest) -> Request {
    let promise = Promise::new(&mut |resolve, reject| {
        let asked = request.clone();
        let answered = Closure::once_into_js(move || {
            let _ = match asked.error() {
                Ok(Some(error)) => reject.call1(&JsValue::NULL, &error),
                _ => resolve.call1(&JsValue::NULL, &asked.result().unwrap_or_default()),
            };
        });
        request.set_onsuccess(Some(answered.unchecked_ref()));
        request.set_onerror(Some(answered.unchecked_ref()));
    });
    Request(JsFuture::from(promise))
}

/// Settles when the transaction is complete or aborted. Must be created before
/// anything else is awaited.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let ending = transaction.clone();
        let ended = Closure::once_into_js(move |event: Event| {
            let _ = if event.type_() == COMPLETE {
                resolve.call0(&JsValue::NULL)
            } else {
                let error = ending.error().map(JsValue::from).unwrap_or_default();
                reject.call1(&JsValue::NULL, &error)
            };
        });
        transaction.set_oncomplete(Some(ended.unchecked_ref()));
        transaction.set_onabort(Some(ended.unchecked_ref()));
    })
}
