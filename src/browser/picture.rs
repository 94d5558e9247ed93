//! Draws the shapes of `report::picture` on a canvas, at twice the resolution
//! of their units, for programs that do not support SVG.

use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::error::BrowserError;
use super::savers;
use crate::report::picture::{Anchor, Picture, Shape};

/// Pixels per unit.
const FINE: u32 = 2;

/// Draws the picture and downloads it as PNG; `done` gets the result.
///
/// # Errors
/// The browser's message, if it has no canvas.
pub fn download_png(
    name: &str,
    picture: &Picture,
    done: impl FnOnce(Result<(), String>) + 'static,
) -> Result<(), String> {
    let canvas = draw(picture).map_err(|error| BrowserError::from(error).to_string())?;
    let name = name.to_owned();
    let hand_over = Closure::once_into_js(move |blob: Option<Blob>| {
        done(match blob {
            Some(blob) => savers::download_blob(&name, &blob),
            None => Err("no picture".to_owned()),
        });
    });
    canvas.to_blob(hand_over.unchecked_ref()).map_err(|error| BrowserError::from(error).to_string())
}

fn draw(picture: &Picture) -> Result<HtmlCanvasElement, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(picture.width * FINE);
    canvas.set_height(picture.height * FINE);
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.scale(f64::from(FINE), f64::from(FINE))?;
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, f64::from(picture.width), f64::from(picture.height));
    for shape in &picture.shapes {
        put(&context, picture, shape)?;
    }
    Ok(canvas)
}

fn put(
    context: &CanvasRenderingContext2d,
    picture: &Picture,
    shape: &Shape,
) -> Result<(), JsValue> {
    match shape {
        Shape::Rect(x, y, width, height, fill) => {
            let x = if picture.mirrored { picture.width - x - width } else { *x };
            context.set_fill_style_str(fill);
            let [x, y, width, height] = [x, *y, *width, *height].map(f64::from);
            context.fill_rect(x, y, width, height);
            Ok(())
        }
        Shape::Text(x, y, anchor, size, fill, words) => {
            let x = if picture.mirrored { picture.width - x } else { *x };
            context.set_fill_style_str(fill);
            context.set_font(&format!("{size}px sans-serif"));
            let direction = if picture.mirrored { "rtl" } else { "ltr" };
            js_sys::Reflect::set(context, &"direction".into(), &direction.into())?;
            context.set_text_align(match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "center",
            });
            context.fill_text(words, f64::from(x), f64::from(*y))
        }
    }
}
