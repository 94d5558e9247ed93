//! The only clock, and the only source of randomness.

use chrono::{DateTime, NaiveDate};

/// Milliseconds since 1970, by this computer's clock.
pub fn now() -> i64 {
    // An integer far below 2^53 for the next 280,000 years.
    js_sys::Date::now() as i64
}

/// Today in this computer's time zone.
pub fn today() -> NaiveDate {
    let local = js_sys::Date::new_0();
    let day = NaiveDate::from_ymd_opt(
        i32::try_from(local.get_full_year()).unwrap_or_default(),
        local.get_month() + 1,
        local.get_date(),
    );
    day.unwrap_or_else(|| DateTime::UNIX_EPOCH.date_naive())
}

/// A random number that identifies this device among those of one office.
pub fn random_device() -> u64 {
    let mut bytes = [0; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let random = crypto.is_some_and(|c| c.get_random_values_with_u8_array(&mut bytes).is_ok());
    if random { u64::from_le_bytes(bytes) } else { js_sys::Math::random().to_bits() }
}
