//! The same for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{Stage, TASKS};

/// What lies on the table.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Bench(Stage);

#[wasm_bindgen]
impl Bench {
    /// An empty table.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The names of the steps, one a line, each with how often it is done.
    pub fn tasks() -> String {
        TASKS.map(|(name, times)| format!("{name} {times}")).join("\n")
    }

    /// The memory that all this takes.
    pub fn memory() -> JsValue {
        wasm_bindgen::memory()
    }

    /// Lays a file on the table.
    pub fn feed(&mut self, bytes: Vec<u8>) {
        self.0.feed(bytes);
    }

    /// Does a step.
    ///
    /// # Errors
    /// If a file is no sound snapshot, or there is no such step.
    pub fn run(&mut self, task: &str) -> Result<usize, JsError> {
        self.0.run(task).map_err(|error| JsError::new(&error))
    }
}
