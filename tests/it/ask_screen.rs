//! The screen of `nohold ask` through a pseudo-terminal: what is to be seen on it, and that the terminal is given back.
//! Nothing here waits for a time to pass: it waits for what should appear, and fails if that takes very long.

use std::fs;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Color, Parser};

use crate::cli::FOLDER;

/// Long enough for a machine that has other work.
const LIMIT: Duration = Duration::from_secs(60);

/// A terminal with `nohold ask` on it.
struct Screen {
    master: Option<Box<dyn MasterPty>>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: Parser,
    /// All that was written to the terminal.
    raw: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn some(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

impl Screen {
    fn open(knowledge_base: &str) -> Self {
        Self::with(knowledge_base, &[("TERM", "xterm-256color"), ("NO_COLOR", "")])
    }

    fn with(knowledge_base: &str, environment: &[(&str, &str)]) -> Self {
        Self::run(&["ask", knowledge_base], environment)
    }

    fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nohold"));
        command.args(arguments);
        command.cwd(&*FOLDER);
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let parser = Parser::new(some(24), some(80), 0);
        Screen { master: Some(pair.master), child, keys, output, parser, raw: Vec::new() }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.parser.screen_mut().set_size(some(rows), some(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
        self
    }

    /// Waits until the screen shows all of these.
    fn shows(&mut self, texts: &[&str]) -> &mut Self {
        self.until(&format!("{texts:?}"), |screen| texts.iter().all(|text| screen.contents().contains(text)))
    }

    fn until(&mut self, wanted: &str, is_there: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + LIMIT;
        while !is_there(self.parser.screen()) {
            let is_over = !self.read(deadline);
            let contents = self.parser.screen().contents();
            assert!(!is_over || is_there(self.parser.screen()), "{wanted} did not appear:\n{contents}");
        }
        self
    }

    /// Takes what was written; `false` if nothing will be any more, or the time is over.
    fn read(&mut self, deadline: Instant) -> bool {
        match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Disconnected | RecvTimeoutError::Timeout) => false,
        }
    }

    /// Waits for its end, and checks that the terminal is as it was.
    fn ends(&mut self) -> ExitStatus {
        let status = self.exit();
        let screen = self.parser.screen();
        let is_given_back = !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste();
        assert!(is_given_back, "the terminal is not as it was:\n{}", screen.contents());
        #[cfg(target_os = "linux")]
        self.is_cooked();
        status
    }

    fn exit(&mut self) -> ExitStatus {
        let deadline = Instant::now() + LIMIT;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "it did not end:\n{}", self.parser.screen().contents());
            self.read(Instant::now() + Duration::from_millis(20));
        };
        // The last words may still be on their way.
        while self.read(Instant::now() + Duration::from_millis(200)) {}
        status
    }

    /// Whether lines are edited and echoed by the terminal again.
    #[cfg(target_os = "linux")]
    fn is_cooked(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let settings = Command::new("stty").arg("-F").arg(name).arg("-a").output().unwrap();
        let settings = String::from_utf8(settings.stdout).unwrap();
        assert!(settings.contains(" icanon") && settings.contains(" echo "), "{settings}");
    }
}

#[test]
fn from_a_question_to_a_section_and_back() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in ", "^C quit"]);
    assert!(screen.parser.screen().alternate_screen() && screen.parser.screen().bracketed_paste());
    screen.press("how to ask for a refnd").shows(&[
        "› how to ask for a refnd",
        "‘refnd’ read as ‘refund’",
        "How to ask",
    ]);
    screen.press("\r").shows(&["Esc back", "updated 2026-03-01", "Exceptions"]);
    screen.press("\u{1b}").shows(&["› how to ask for a refnd"]);
    screen.press("\u{15}vinegar").shows(&["› vinegar ", "Descaling the kettle"]);
    screen.press("\u{1b}").shows(&["4 articles in "]);
    screen.press("\u{3}");
    assert!(screen.ends().success());
}

#[test]
fn what_is_copied_goes_to_the_clipboard_of_the_terminal() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in "]).press("vinegar").shows(&["Descaling the kettle"]);
    screen.press("\u{c}").shows(&["Address sent to the terminal's clipboard"]);
    // In base64: /products/kettle/
    let copied = b"\x1b]52;c;L3Byb2R1Y3RzL2tldHRsZS8";
    assert!(screen.raw.windows(copied.len()).any(|bytes| bytes == copied), "{}", String::from_utf8_lossy(&screen.raw));
    screen.press("\u{1b}").shows(&["4 articles in "]).press("\u{4}");
    assert!(screen.ends().success());
}

#[test]
fn an_e_mail_is_pasted_as_a_whole() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in "]);
    screen.press("\u{1b}[200~Dear team,\r\rhow do I ask for a refund?\r\r\u{1f469}\u{200d}\u{1f467} Ann\u{1b}[201~");
    screen.shows(&["how do I ask for a refund?", "Ann", "How to ask"]);
    screen.press("\u{3}");
    assert!(screen.ends().success());
}

#[test]
fn any_size_will_do() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in "]).press("vinegar").shows(&["Descaling the kettle"]);
    screen.resize(130, 40).shows(&["│"]);
    screen.resize(16, 3).until("three rows", |screen| screen.contents().lines().next() == Some("› vinegar"));
    for (columns, rows) in [(1, 1), (2, 1), (1, 9), (200, 2)] {
        screen.resize(columns, rows);
    }
    screen.resize(80, 24).shows(&["› vinegar", "Descaling the kettle", "^C quit"]);
    screen.press("\u{3}");
    assert!(screen.ends().success());
}

#[test]
fn it_gives_the_terminal_back_when_it_is_told_to_end() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in "]);
    let id = screen.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    screen.ends();
}

#[test]
fn it_ends_with_its_terminal() {
    let mut screen = Screen::open("kb.nohold");
    screen.shows(&["4 articles in "]);
    screen.keys = Box::new(std::io::sink());
    screen.master = None;
    screen.output = channel().1;
    screen.exit();
}

#[test]
fn colours_are_not_for_who_wants_none() {
    let colours = |environment: &[(&str, &str)]| {
        let mut screen = Screen::with("kb.nohold", environment);
        screen.shows(&["4 articles in "]).press("vinegar").shows(&["Descaling the kettle"]);
        let seen = screen.parser.screen();
        let cells = (0..24).flat_map(|row| (0..80).filter_map(move |column| seen.cell(row, column)));
        cells.filter(|cell| cell.fgcolor() != Color::Default || cell.bgcolor() != Color::Default).count()
    };
    assert!(colours(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]) > 0);
    assert_eq!(colours(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), 0);
}

#[test]
fn articles_do_not_command_the_terminal() {
    let line = r#"{"id": "a", "title": "Kettle \u001b]0;taken\u0007\u009b31m \u202e", "text": "Vinegar \u001b[2J\u001b[?1049l \u009d0;taken\u009c."}"#;
    fs::write(FOLDER.join("hostile.jsonl"), line).unwrap();
    let mut screen = Screen::open("hostile.jsonl");
    screen.shows(&["1 article in "]).press("vinegar").shows(&["Kettle", "Vinegar"]);
    screen.press("\r").shows(&["Esc back", "Vinegar"]);
    assert!(screen.parser.screen().alternate_screen());
    let written = String::from_utf8(screen.raw.clone()).unwrap();
    for command in ["\u{1b}]0;", "\u{1b}[2J\u{1b}[?1049l", "\u{9b}", "\u{9d}", "\u{202e}"] {
        assert!(!written.contains(command), "{command:?} was written");
    }
    screen.press("\u{3}");
    assert!(screen.ends().success());
}

/// What the log is and is not to say is tested where it is written.
#[test]
fn what_is_asked_is_kept_only_if_somebody_wants_it() {
    let log = FOLDER.join("asked.jsonl");
    let _ = fs::remove_file(&log);
    let mut screen = Screen::run(&["ask", "kb.nohold", "--log", "asked.jsonl"], &[("TERM", "xterm-256color")]);
    screen.shows(&["4 articles in "]).press("vinegar for ann@mail.example").shows(&["Descaling the kettle"]);
    screen.press("\r").shows(&["Esc back"]).press("\u{3}");
    assert!(screen.ends().success());
    let kept = nohold::usage::QueryLog::read(&log).unwrap().entries;
    let kept: Vec<(&str, Option<&str>)> = kept.iter().map(|entry| (entry.query(), entry.article.as_deref())).collect();
    assert_eq!(kept, [("vinegar for [email]", Some("products/kettle.md"))]);
}

#[test]
fn what_fails_is_told_when_the_terminal_is_given_back() {
    let edition = FOLDER.join("to-be-changed.nohold");
    fs::copy(FOLDER.join("kb.nohold"), &edition).unwrap();
    let mut screen = Screen::open("to-be-changed.nohold");
    screen.shows(&["4 articles in "]);
    append(&edition);
    screen.press("vinegar");
    assert_eq!(screen.ends().exit_code(), 2);
    assert!(screen.parser.screen().contents().contains("nohold: "), "{}", screen.parser.screen().contents());
}

fn append(path: &Path) {
    fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"more").unwrap();
}

#[test]
fn a_terminal_that_shows_no_screens() {
    let mut screen = Screen::with("kb.nohold", &[("TERM", "dumb")]);
    assert_eq!(screen.ends().exit_code(), 2);
    assert!(screen.parser.screen().contents().contains("TERM=dumb"), "{}", screen.parser.screen().contents());
}

#[test]
fn a_folder_is_live_while_it_is_asked() {
    let folder = std::env::temp_dir().join(format!("nohold-ask-live-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.md"), "# Lenses\n\nMade of glass.\n").unwrap();
    let mut screen = Screen::open(folder.to_str().unwrap());
    screen.shows(&["1 article in "]).press("telescope").shows(&["› telescope"]);
    fs::write(folder.join("b.md"), "# Pocket telescope\n\nWaterproof.\n").unwrap();
    screen.shows(&["articles changed at ", "Pocket telescope"]);
    fs::remove_dir_all(&folder).unwrap();
    screen.shows(&["cannot be read"]).press("\u{3}");
    assert!(screen.ends().success());
}
