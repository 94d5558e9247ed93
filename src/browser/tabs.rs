//! Messages between the windows of one browser. A message says only that
//! something was written; the receiver reads the store.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// The channel to the other windows. Without BroadcastChannel nothing is sent
/// or received.
#[derive(Clone, Debug)]
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Opens the channel and calls `heard` for every message from now on. Call
    /// it before reading the store, so that no change is missed.
    pub fn listen(heard: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new("revcon3").ok();
        if let Some(channel) = &channel {
            let receive = Closure::<dyn Fn(MessageEvent)>::new(move |_| heard());
            // Lives as long as the page, like the channel.
            channel.set_onmessage(Some(receive.into_js_value().unchecked_ref()));
        }
        Self(channel)
    }

    /// Tells the other windows that something was written.
    pub fn announce(&self) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&JsValue::from_str("written"));
        }
    }
}
