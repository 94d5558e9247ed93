//! IndexedDB as few operations over text values: one transaction that writes
//! and is done at `complete` with strict durability, and one that reads a
//! whole store. Does not know what the texts are.
//!
//! Written by hand because the crates for it cost five to six times as much
//! in the wasm, and only one of them can ask for strict durability.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// What the browser said when an operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseError(pub String);

impl From<JsValue> for DatabaseError {
    fn from(error: JsValue) -> Self {
        let member = |name| Reflect::get(&error, &JsValue::from_str(name)).ok()?.as_string();
        let name = member("name").unwrap_or_else(|| "Error".into());
        Self(member("message").map_or(name.clone(), |text| format!("{name}: {text}")))
    }
}

type Result<T> = std::result::Result<T, DatabaseError>;

/// One operation of a write, on a store and a key.
#[derive(Clone, Debug)]
pub enum Operation<'a> {
    /// Keeps a text under a key.
    Put(&'static str, &'a str, &'a str),
    /// Keeps bytes under a key.
    PutBytes(&'static str, &'a str, &'a [u8]),
    /// Forgets a key.
    Delete(&'static str, &'a str),
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Database(IdbDatabase);

impl Database {
    /// Opens the database, making the stores when it is new.
    ///
    /// # Errors
    /// If the browser has no IndexedDB here, or refuses.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self> {
        let window = web_sys::window().ok_or(DatabaseError("no window".into()))?;
        let factory = window.indexed_db()?.ok_or(DatabaseError("no IndexedDB".into()))?;
        let request: IdbOpenDbRequest = factory.open_with_u32(name, 1)?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Ok(database) = opening.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
                for store in stores {
                    // Fails only if it exists, which is what is wanted.
                    let _ = database.create_object_store(store);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = done(&request).await?.unchecked_into();
        // Another window wants a newer database: let it have it.
        let closing = database.clone();
        let close = Closure::<dyn Fn()>::new(move || closing.close()).into_js_value();
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Self(database))
    }

    /// Carries out all operations or none; returns once the browser says the
    /// transaction is complete, with strict durability.
    ///
    /// # Errors
    /// If the transaction fails, for instance because the disk is full.
    pub async fn write(&self, operations: &[Operation<'_>]) -> Result<()> {
        let stores = Array::new();
        for operation in operations {
            let (Operation::Put(store, ..)
            | Operation::PutBytes(store, ..)
            | Operation::Delete(store, ..)) = operation;
            stores.push(&JsValue::from_str(store));
        }
        let transaction = self.strict_transaction(&stores)?;
        let complete = completion(&transaction);
        for operation in operations {
            match operation {
                Operation::Put(store, key, text) => {
                    let store = transaction.object_store(store)?;
                    store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))?;
                }
                Operation::PutBytes(store, key, bytes) => {
                    let store = transaction.object_store(store)?;
                    let bytes = Uint8Array::from(*bytes);
                    store.put_with_key(&bytes, &JsValue::from_str(key))?;
                }
                Operation::Delete(store, key) => {
                    transaction.object_store(store)?.delete(&JsValue::from_str(key))?;
                }
            }
        }
        JsFuture::from(complete).await?;
        Ok(())
    }

    /// Every key and text of a store, ordered by key.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn read_all(&self, store: &str) -> Result<Vec<(String, String)>> {
        let store = self.store(store)?;
        // Both requests are of one transaction, so they see one state.
        let (keys, values) = (store.get_all_keys()?, store.get_all()?);
        let keys: Array = done(&keys).await?.unchecked_into();
        let values: Array = done(&values).await?.unchecked_into();
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
    }

    /// The keys of a store, in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn keys(&self, store: &str) -> Result<Vec<String>> {
        let keys: Array = done(&self.store(store)?.get_all_keys()?).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// The text under a key.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn read(&self, store: &str, key: &str) -> Result<Option<String>> {
        let request = self.store(store)?.get(&JsValue::from_str(key))?;
        Ok(done(&request).await?.as_string())
    }

    /// Empties the stores.
    ///
    /// # Errors
    /// If the transaction fails.
    pub async fn clear(&self, stores: &[&str]) -> Result<()> {
        let names: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        let transaction = self.strict_transaction(&names)?;
        let complete = completion(&transaction);
        for store in stores {
            transaction.object_store(store)?.clear()?;
        }
        JsFuture::from(complete).await?;
        Ok(())
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore> {
        Ok(self.0.transaction_with_str(name)?.object_store(name)?)
    }

    /// `IdbTransactionOptions` is not stable in web-sys, so the call is made
    /// by name.
    fn strict_transaction(&self, stores: &Array) -> Result<IdbTransaction> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let method: Function = Reflect::get(&self.0, &"transaction".into())?.unchecked_into();
        Ok(method.call3(&self.0, stores, &"readwrite".into(), &options)?.unchecked_into())
    }
}

/// The result of a request, when it has one.
async fn done(request: &IdbRequest) -> Result<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        let (succeeded, failed) = (request.clone(), request.clone());
        let success = Closure::once_into_js(move || {
            let result = succeeded.result().unwrap_or_default();
            let _ = resolve.call1(&JsValue::NULL, &result);
        });
        let failure = Closure::once_into_js(move || {
            let error = failed.error().ok().flatten().map(JsValue::from).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        request.set_onerror(Some(failure.unchecked_ref()));
    });
    Ok(JsFuture::from(promise).await?)
}

/// Settles when the transaction is complete, or was aborted for whatever
/// reason. Must be made before the first request.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move || resolve.call0(&JsValue::NULL));
        transaction.set_oncomplete(Some(done.unchecked_ref()));
        let aborted = transaction.clone();
        let reject = Rc::new(RefCell::new(Some(reject)));
        let failure = Closure::<dyn Fn()>::new(move || {
            let error = aborted.error().map(JsValue::from).unwrap_or_default();
            if let Some(reject) = reject.borrow_mut().take() {
                let _ = reject.call1(&JsValue::NULL, &error);
            }
        });
        transaction.set_onabort(Some(failure.into_js_value().unchecked_ref()));
    })
}
