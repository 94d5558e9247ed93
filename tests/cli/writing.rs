//! What happens to the file that is written, and to what is there already.

use super::{AUTHOR, Desk};

/// A snapshot of one entry.
fn new(output: &str) -> [&str; 12] {
    [
        "new",
        "-o",
        output,
        "--participant",
        "FI",
        "--author",
        AUTHOR,
        "--time",
        "1792000000000",
        "--set",
        "PoA.4",
        "status=ongoing",
    ]
}

#[test]
fn a_name_may_be_as_long_as_names_can_be() {
    let desk = Desk::new();
    let name = format!("{}.json", "é".repeat(122) + "a");
    assert_eq!(name.len(), 250);
    desk.ask(&new(&name));
    assert_eq!(desk.names(), [name]);
}

#[test]
fn nothing_but_a_snapshot_takes_the_place_of_a_snapshot() {
    let desk = Desk::new();
    desk.ask(&new("FI.json"));
    let record = desk.text("FI.json");
    let later = record.replacen("\"version\":1", "\"version\":2", 1);
    for (name, text) in [("record.json", &record), ("record.txt", &record), ("later.txt", &later)] {
        desk.put(name, text);
        for arguments in [
            &["csv", "export", "FI.json", "-o", name][..],
            &["csv", "assistance", "FI.json", "-o", name],
            &["ics", "-o", name],
            &["report", "brief", "FI.json", "-o", name],
        ] {
            // A report asks for its own endings first.
            if arguments[0] != "report" || name.ends_with(".txt") {
                let error = desk.fail(1, arguments);
                assert!(error.contains(&format!("{name}: is a snapshot")), "{error}");
                assert_eq!(&desk.text(name), text);
            }
        }
    }
    desk.put("old.csv", "an older sheet");
    desk.ask(&["csv", "export", "FI.json", "-o", "old.csv"]);
    assert!(desk.text("old.csv").contains("PoA.4"), "anything else is replaced");
    desk.ask(&new("record.json"));
    for command in [&["new"][..], &["merge"], &["csv", "import"]] {
        let help = desk.ask(&[command, &["--help"]].concat());
        assert!(help.contains("existing file is replaced"), "{help}");
    }
}

#[test]
fn a_hyphen_is_no_name_of_a_file_to_write() {
    let desk = Desk::new();
    assert!(desk.fail(2, &new("-")).contains("name a file"));
    assert!(desk.fail(2, &["ics", "--output", "-"]).contains("name a file"));
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[cfg(unix)]
mod on_unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_link_stays_and_the_file_behind_it_is_replaced() {
        let desk = Desk::new();
        fs::create_dir(desk.path("shared")).unwrap();
        desk.put("shared/FI.json", "as it was");
        symlink("shared/link.json", desk.path("FI.json")).unwrap();
        symlink("FI.json", desk.path("shared/link.json")).unwrap();
        desk.ask(&new("FI.json"));
        assert!(desk.path("FI.json").is_symlink() && desk.path("shared/link.json").is_symlink());
        assert!(!desk.path("shared/FI.json").is_symlink());
        assert_eq!(desk.show(&["shared/FI.json"])["entries"][0]["element"], "PoA.4");
        symlink("shared/new.json", desk.path("new.json")).unwrap();
        desk.ask(&new("new.json"));
        assert!(desk.path("new.json").is_symlink(), "also where nothing is behind it yet");
        assert_eq!(desk.text("shared/new.json"), desk.text("FI.json"));
        symlink("loop.json", desk.path("loop.json")).unwrap();
        assert!(desk.fail(1, &new("loop.json")).contains("cannot be written"));
    }

    #[test]
    fn who_may_read_a_file_may_read_what_takes_its_place() {
        let desk = Desk::new();
        for mode in [0o600, 0o664] {
            desk.put("FI.json", "as it was");
            fs::set_permissions(desk.path("FI.json"), Permissions::from_mode(mode)).unwrap();
            desk.ask(&new("FI.json"));
            let found = fs::metadata(desk.path("FI.json")).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode, "{found:o}");
        }
    }

    #[test]
    fn a_pipe_is_written_into_and_stays_a_pipe() {
        let desk = Desk::new();
        assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
        let pipe = desk.path("pipe");
        let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
        desk.ask(&new("pipe"));
        // Asked first: a reader of a pipe that is gone would wait for ever.
        let kind = fs::symlink_metadata(desk.path("pipe")).unwrap().file_type();
        assert!(kind.is_fifo(), "{kind:?}");
        desk.ask(&new("FI.json"));
        assert_eq!(reader.join().unwrap(), desk.text("FI.json"));
    }

    #[test]
    fn a_draft_that_a_killed_run_left_behind_is_in_nobodys_way() {
        let desk = Desk::new();
        // The number of the process stays the same over `exec`.
        let script = "echo half > .revcon3-$$.tmp; exec \"$0\" \"$@\"";
        let program = env!("CARGO_BIN_EXE_revcon3");
        let mut command = Command::new("sh");
        command.current_dir(desk.path("")).args(["-c", script, program]).args(new("FI.json"));
        assert!(command.output().unwrap().status.success());
        assert_eq!(desk.names().len(), 2);
        assert!(desk.text("FI.json").contains("PoA.4"));
    }

    #[test]
    fn a_folder_is_not_written_over() {
        let desk = Desk::new();
        fs::create_dir(desk.path("folder")).unwrap();
        assert!(desk.fail(1, &new("folder")).contains("folder: cannot be written"));
        assert_eq!(desk.names(), ["folder"]);
    }
}
