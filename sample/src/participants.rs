//! The participants of the invented files: the fictional `XA` to `XZ` first,
//! then States, because some uses need more than 26.

use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::reference;

/// The first `count`: the 26 fictional ones, then States.
pub fn participants(count: usize) -> Vec<ParticipantCode> {
    fictional().chain(in_order_of_states()).take(count).collect()
}

/// The first `count` States: the 57 OSCE participating States, then the other
/// Members of the United Nations, then the rest.
pub fn states(count: usize) -> Vec<ParticipantCode> {
    in_order_of_states().take(count).collect()
}

fn fictional() -> impl Iterator<Item = ParticipantCode> {
    (b'A'..=b'Z').filter_map(|letter| format!("X{}", char::from(letter)).parse().ok())
}

fn in_order_of_states() -> impl Iterator<Item = ParticipantCode> {
    let all = reference::participants().iter();
    let osce = all.clone().filter(|state| state.osce);
    let members = all.clone().filter(|state| !state.osce && state.un_member);
    let others = all.filter(|state| !state.osce && !state.un_member);
    osce.chain(members).chain(others).map(|state| state.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_a_state_before_the_fictional_ones_are_used_up() {
        assert!(participants(26).iter().all(ParticipantCode::is_fictional));
        let all = participants(57);
        assert_eq!(all.iter().filter(|code| code.is_fictional()).count(), 26);
        assert_eq!(all.len(), 57);
        assert_eq!(participants(1_000).len(), 26 + 195);
    }

    #[test]
    fn states_are_those_of_the_osce_first() {
        let osce = |code: &ParticipantCode| reference::participant(*code).unwrap().osce;
        assert!(states(57).iter().all(osce));
        assert_eq!(states(1_000).len(), 195);
        assert!(!states(1_000).iter().any(ParticipantCode::is_fictional));
    }
}
