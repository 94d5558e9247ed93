//! The keyboard of the tree, after the tree view pattern of the ARIA Authoring
//! Practices Guide. Says what a key means, but does not execute it.

use super::tree::Row;

/// The action of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Move the focus to this element.
    Focus(usize),
    /// Open this branch.
    Open(usize),
    /// Close this branch.
    Close(usize),
    /// Open every branch among this element's siblings.
    OpenSiblings(usize),
    /// Show this element.
    Activate(usize),
}

/// The state of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Its children are hidden.
    Closed,
    /// It is open and can be closed.
    Open,
    /// A filter keeps it open.
    Held,
}

/// The action of a key while the focus is on `active`. `branch` returns the
/// state of a branch. None for keys that the tree does not use.
pub fn action(
    rows: &[Row],
    active: usize,
    key: &str,
    branch: impl Fn(usize) -> Branch,
) -> Option<Action> {
    let place = rows.iter().position(|row| row.index == active)?;
    let row = &rows[place];
    let focus = |row: Option<&Row>| row.map(|row| Action::Focus(row.index));
    match key {
        "ArrowDown" => focus(rows.get(place + 1)),
        "ArrowUp" => focus(place.checked_sub(1).and_then(|above| rows.get(above))),
        "Home" => focus(rows.first()),
        "End" => focus(rows.last()),
        "ArrowRight" if row.branch && branch(active) == Branch::Closed => {
            Some(Action::Open(active))
        }
        "ArrowRight" if row.branch => focus(rows.get(place + 1)),
        "ArrowLeft" if row.branch && branch(active) == Branch::Open => Some(Action::Close(active)),
        "ArrowLeft" => row.parent.map(Action::Focus),
        "Enter" | " " => Some(Action::Activate(active)),
        "*" => Some(Action::OpenSiblings(active)),
        _ => None,
    }
}

/// Swaps the left and right arrow keys where the writing direction is right to
/// left.
pub fn mirrored<'a>(key: &'a str, direction: &str) -> &'a str {
    match (direction, key) {
        ("rtl", "ArrowLeft") => "ArrowRight",
        ("rtl", "ArrowRight") => "ArrowLeft",
        _ => key,
    }
}

/// Whether a key is a character for type-ahead.
pub fn is_typed(key: &str) -> bool {
    let mut characters = key.chars();
    characters.next().is_some_and(|c| !c.is_control() && c != ' ') && characters.next().is_none()
}

/// The next row after `active`, wrapping around, whose label begins with the
/// typed text. A single letter moves on; longer text may stay on `active`.
pub fn type_ahead(
    rows: &[Row],
    active: usize,
    typed: &str,
    label: impl Fn(usize) -> String,
) -> Option<usize> {
    let place = rows.iter().position(|row| row.index == active).unwrap_or_default();
    let mut letters = typed.chars();
    let first = letters.next()?;
    let repeated = letters.all(|letter| letter == first);
    let wanted = if repeated { first.to_string() } else { typed.to_owned() };
    let skip = usize::from(repeated);
    let ring = rows.iter().cycle().skip(place + skip).take(rows.len());
    ring.map(|row| row.index).find(|&index| label(index).starts_with(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a ( b ( c ) d ) e, with a and b open.
    fn sample() -> Vec<Row> {
        let row = |index, parent, level, branch| Row {
            index,
            parent,
            level,
            position: 1,
            siblings: 1,
            branch,
        };
        vec![
            row(0, None, 1, true),
            row(1, Some(0), 2, true),
            row(2, Some(1), 3, false),
            row(3, Some(0), 2, true),
            row(4, None, 1, false),
        ]
    }

    fn press(active: usize, key: &str) -> Option<Action> {
        let branch = |index| if index < 2 { Branch::Open } else { Branch::Closed };
        action(&sample(), active, key, branch)
    }

    #[test]
    fn a_branch_that_a_filter_holds_open_is_left_not_closed() {
        let press = |key| action(&sample(), 1, key, |_| Branch::Held);
        assert_eq!(press("ArrowLeft"), Some(Action::Focus(0)));
        assert_eq!(press("ArrowRight"), Some(Action::Focus(2)));
    }

    #[test]
    fn right_opens_a_closed_branch_and_enters_an_open_one() {
        assert_eq!(press(3, "ArrowRight"), Some(Action::Open(3)));
        assert_eq!(press(1, "ArrowRight"), Some(Action::Focus(2)));
        assert_eq!(press(2, "ArrowRight"), None);
    }

    #[test]
    fn left_closes_an_open_branch_and_leaves_anything_else() {
        assert_eq!(press(1, "ArrowLeft"), Some(Action::Close(1)));
        assert_eq!(press(2, "ArrowLeft"), Some(Action::Focus(1)));
        assert_eq!(press(3, "ArrowLeft"), Some(Action::Focus(0)));
        assert_eq!(press(4, "ArrowLeft"), None);
    }

    #[test]
    fn where_one_writes_from_right_to_left_the_arrows_change_places() {
        assert_eq!(mirrored("ArrowLeft", "rtl"), "ArrowRight");
        assert_eq!(mirrored("ArrowRight", "rtl"), "ArrowLeft");
        assert_eq!(mirrored("ArrowDown", "rtl"), "ArrowDown");
        assert_eq!(mirrored("ArrowLeft", "ltr"), "ArrowLeft");
        assert_eq!(press(3, mirrored("ArrowLeft", "rtl")), Some(Action::Open(3)));
    }

    #[test]
    fn up_down_home_and_end_keep_to_the_rows_in_view() {
        assert_eq!(press(1, "ArrowDown"), Some(Action::Focus(2)));
        assert_eq!(press(4, "ArrowDown"), None);
        assert_eq!(press(1, "ArrowUp"), Some(Action::Focus(0)));
        assert_eq!(press(0, "ArrowUp"), None);
        assert_eq!(press(2, "Home"), Some(Action::Focus(0)));
        assert_eq!(press(2, "End"), Some(Action::Focus(4)));
    }

    #[test]
    fn enter_and_space_show_and_star_opens_the_level() {
        assert_eq!(press(2, "Enter"), Some(Action::Activate(2)));
        assert_eq!(press(2, " "), Some(Action::Activate(2)));
        assert_eq!(press(2, "*"), Some(Action::OpenSiblings(2)));
        assert_eq!(press(2, "Tab"), None);
    }

    #[test]
    fn typing_finds_the_next_row_that_begins_so() {
        let labels = ["alpha", "beta", "bravo", "charlie", "alpine"];
        let find =
            |active, typed| type_ahead(&sample(), active, typed, |index| labels[index].to_owned());
        assert_eq!(find(0, "b"), Some(1));
        assert_eq!(find(1, "b"), Some(2));
        assert_eq!(find(1, "bb"), Some(2));
        assert_eq!(find(1, "br"), Some(2));
        assert_eq!(find(2, "br"), Some(2));
        assert_eq!(find(3, "al"), Some(4));
        assert_eq!(find(0, "z"), None);
        assert!(is_typed("é") && !is_typed("Tab") && !is_typed(" "));
    }
}
