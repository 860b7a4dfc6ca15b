//! The screen without a terminal: what keys do to the state, and what is drawn.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::Parser;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use nohold::KnowledgeBase;
use nohold::article::Date;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;

use super::journal::Asked;
use super::screen::Source;
use super::state::{About, Choice, Effect, State};
use super::theme::Theme;
use super::{draw, keys};
use crate::search::Scope;

const ARTICLES: [(&str, &str); 6] = [
    (
        "policies/refunds.md",
        "---\nupdated: 2026-03-01\nowner: Customer Care\n---\n# Refunds\n\nYou can have your money back within 14 days of \
         delivery.\n\n## How to ask\n\nTo ask for a refund:\n\n1. Open your order.\n2. Choose *Ask for a refund*.\n\
         3. Keep the number that you are shown; we ask for it if you call.\n\n## Exceptions\n\n- Gift cards\n- Opened \
         software\n- Food\n\nWrite to us about anything else: we are not as strict as this list looks.\n",
    ),
    (
        "internal/goodwill.md",
        "---\naudience: internal\nupdated: 2025-11-01\nreview_by: 2026-09-01\n---\n# Goodwill\n\nUp to 50 euros without \
         asking a team lead; a refund is not goodwill.\n",
    ),
    ("internal/teapots.md", "---\ndraft: true\n---\n# Teapots\n\nEnamel teapots rust where they are chipped.\n"),
    ("products/kettle.md", "# Kettle\n\n## Descaling\n\nBoil one part vinegar and two parts water.\n"),
    (
        "ja/henkin.md",
        "---\nlang: ja\n---\n# 返品と返金について\n\n商品到着後14日以内であれば、返品と返金を受け付けています。\n",
    ),
    ("he/hechzer.md", "---\nlang: he\n---\n# החזרים\n\nאפשר לקבל החזר כספי בתוך 14 ימים.\n"),
];

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    scope: Scope,
}

fn day() -> Date {
    "2026-11-23".parse().unwrap()
}

/// A screen that is worked by keys, with what only a terminal would do.
struct Screen {
    kb: KnowledgeBase,
    scope: Scope,
    state: State,
    effects: Vec<Effect>,
}

impl Screen {
    fn new() -> Self {
        let add = |builder: nohold::Builder, (path, text): &(&str, &str)| builder.article(path, text);
        let kb = ARTICLES.iter().fold(KnowledgeBase::builder(), add).build().unwrap();
        let scope = Arguments::parse_from(["nohold"]).scope;
        let about =
            Source { kb: kb.clone(), scope: &scope, limit: 20, day: day(), log: None, news: None }.about().unwrap();
        let state = State::new(about, day());
        Screen { kb, scope, state, effects: Vec::new() }
    }

    /// Keys as they are typed, those with names in `<>`: `refund<Down>`.
    fn press(mut self, script: &str) -> Self {
        self.serve();
        for event in events(script) {
            if let Some(action) = keys::action(event) {
                self.effects.extend(self.state.act(&action));
                self.serve();
            }
            // Some keys go by what is seen.
            self.drawn(80, 24, true);
        }
        self
    }

    fn serve(&mut self) {
        Source { kb: self.kb.clone(), scope: &self.scope, limit: 20, day: day(), log: None, news: None }
            .serve(&mut self.state)
            .unwrap();
    }

    fn drawn(&mut self, columns: u16, rows: u16, is_coloured: bool) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let theme = Theme::new(is_coloured);
        let drawn = terminal.draw(|frame| {
            draw::fit(&mut self.state, frame.area());
            draw::draw(frame, &self.state, &theme);
        });
        drawn.unwrap();
        terminal
    }

    /// The question with its cursor, what is chosen, and what else there is to be said.
    fn summary(&self) -> String {
        let (before, behind) = self.state.question.text().split_at(self.state.question.at());
        let mut summary = format!("{before}|{behind}");
        match self.state.chosen() {
            Some(Choice::Answer(answer)) => write!(summary, " answer: {}", answer.hit().title()).unwrap(),
            Some(Choice::Hit(rank, hit)) => write!(summary, " {rank}: {}", hit.title()).unwrap(),
            None => {}
        }
        if self.state.is_reading {
            let (first, last, rows) = self.state.reader.as_ref().unwrap().position();
            write!(summary, " rows {first}-{last}/{rows}").unwrap();
        }
        if let Some(notice) = &self.state.notice {
            write!(summary, " ({notice})").unwrap();
        }
        for effect in &self.effects {
            write!(summary, " {effect:?}").unwrap();
        }
        summary
    }
}

fn events(script: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let event = if let Some((name, behind)) = named {
            rest = behind;
            named_event(name)
        } else {
            rest = &rest[c.len_utf8()..];
            key(KeyCode::Char(c), KeyModifiers::NONE)
        };
        events.push(event);
    }
    events
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn named_event(name: &str) -> Event {
    let code = match name {
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Back" => KeyCode::Backspace,
        name => match name.split_once(':') {
            Some(("paste", text)) => return Event::Paste(text.to_owned()),
            _ => return key(KeyCode::Char(name.to_lowercase().chars().next_back().unwrap()), KeyModifiers::CONTROL),
        },
    };
    key(code, KeyModifiers::NONE)
}

#[test]
fn keys_and_what_they_lead_to() {
    let cases = [
        ("", "|"),
        ("<Down><Up><Enter><Tab><^Y><^L><PageDown>", "|"),
        ("vinegar", "vinegar| answer: Kettle"),
        ("vinegar<Down>", "vinegar| 1: Kettle"),
        ("vinegar<Down><Down><Down>", "vinegar| 1: Kettle"),
        ("vinegar<Down><Up><Up>", "vinegar| answer: Kettle"),
        ("vinegar<PageDown>", "vinegar| 1: Kettle"),
        ("vinegar<Down><PageUp>", "vinegar| answer: Kettle"),
        // Another question begins at its top.
        ("refund<Down><Down>s", "refunds| answer: Refunds"),
        ("vinegar<Left><Left><^U>", "|ar 1: Teapots"),
        ("boil vinegar<^W>", "boil | answer: Kettle"),
        ("vinegar<Home>x<End>", "xvinegar| answer: Kettle"),
        ("vineg<Tab>", "vinegar| answer: Kettle"),
        ("zzyzx", "zzyzx|"),
        ("zzyzx<Enter>", "zzyzx|"),
        ("vinegar<Esc>", "|"),
        ("vinegar<Esc><Esc>", "|"),
        ("<^C>", "| Quit"),
        ("<^D>", "| Quit"),
        ("vinegar<^D>", "vinegar| answer: Kettle"),
        ("vinegar<Home><^D>", "|inegar answer: Kettle"),
        ("vinegar<Enter>", "vinegar| answer: Kettle rows 1-3/3"),
        ("vinegar<Enter><Esc>", "vinegar| answer: Kettle"),
        ("vinegar<Enter><^D>", "vinegar| answer: Kettle rows 1-3/3 Quit"),
        ("vinegar<Enter>x", "vinegar| answer: Kettle rows 1-3/3 (Esc goes back to the question)"),
        ("vinegar<Enter>x<Down>", "vinegar| answer: Kettle rows 1-3/3"),
        ("vinegar<Enter><paste:, gift>", "vinegar, gift| 1: Kettle"),
        (
            "vinegar<^Y>",
            "vinegar| answer: Kettle (Passage sent to the terminal's clipboard: 42 characters) \
             Copy(\"Boil one part vinegar and two parts water.\")",
        ),
        (
            "vinegar<^L>",
            "vinegar| answer: Kettle (Address sent to the terminal's clipboard: 27 characters) \
             Copy(\"/products/kettle/#descaling\")",
        ),
        (
            "vinegar<Enter><^L>",
            "vinegar| answer: Kettle rows 1-3/3 (Address sent to the terminal's clipboard: 27 characters) \
             Copy(\"/products/kettle/#descaling\")",
        ),
        (
            "chipped enamel<^L>",
            "chipped enamel| answer: Teapots (Address sent to the terminal's clipboard: 18 characters (draft: not agreed \
             upon yet)) Copy(\"/internal/teapots/\")",
        ),
        ("<paste:返金>", "返金| answer: 返品と返金について"),
        ("החזר", "החזר| answer: החזרים"),
    ];
    let wrong: Vec<String> = cases
        .into_iter()
        .map(|(script, expected)| (script, expected, Screen::new().press(script).summary()))
        .filter(|(_, expected, found)| found != expected)
        .map(|(script, expected, found)| format!("{script}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_kept_of_it() {
    let cases: [(&str, &[&str]); 13] = [
        ("", &[]),
        ("<^C>", &[]),
        ("vinegar<^C>", &["vinegar"]),
        ("vinegar<Esc>", &["vinegar"]),
        ("vinegar<Esc>zzyzx <Esc>", &["vinegar", "zzyzx"]),
        // What was deleted was asked; what was only half typed was not.
        ("vinegar<Back><Back><Back><Back><Back><Back><Back>", &["vinegar"]),
        ("vinegar<^W>kettle<^C>", &["vinegar", "kettle"]),
        ("vinegar soap<^W>water<^C>", &["vinegar water"]),
        ("vinegar<Enter><^C>", &["vinegar -> products/kettle.md#descaling"]),
        ("vinegar<^Y><^L><Esc>", &["vinegar -> products/kettle.md#descaling"]),
        (
            "vineg<Enter><Esc>ar<^Y>",
            &["vineg -> products/kettle.md#descaling", "vinegar -> products/kettle.md#descaling"],
        ),
        ("vinegar<Enter><Esc> water", &["vinegar -> products/kettle.md#descaling", "vinegar water"]),
        ("zzyzx<Enter><^Y>", &["zzyzx"]),
    ];
    for (script, expected) in cases {
        let mut screen = Screen::new().press(script);
        screen.state.journal.end();
        let one = |asked: Asked| match asked.choice {
            Some(chosen) => format!("{} -> {}#{}", asked.question, chosen.article, chosen.section),
            None => asked.question,
        };
        let kept: Vec<String> = screen.state.journal.take().into_iter().map(one).collect();
        assert_eq!(kept, expected, "{script}");
    }
}

/// What is drawn, held against files. `UPDATE_GOLDEN=1` writes them anew: look at what it wrote.
#[test]
fn what_is_drawn() {
    let cases = [
        ("welcome", 80, 24, ""),
        ("answer", 80, 24, "how do i ask for a refund"),
        ("narrow", 60, 18, "how do i ask for a refund<Down>"),
        ("wide", 120, 40, "how do i ask for a refund<Down><Down>"),
        ("wide-reading", 120, 40, "how do i ask for a refund<Enter><Tab>"),
        ("article", 80, 24, "how do i ask for a refund<Enter>"),
        ("article-low", 60, 9, "gift cards food<Enter>"),
        ("internal", 80, 24, "goodwill euros"),
        ("misspelt", 80, 24, "vinegr zzyzx"),
        ("nothing", 80, 24, "zzyzx"),
        ("japanese", 60, 18, "返金"),
        ("hebrew", 60, 18, "החזר כספי"),
        ("e-mail", 80, 24, "<paste:Dear team,\n\nhow do I ask for a refund?\n\nRegards,\nAnn Other\nSome Street 1>"),
        ("copied", 60, 18, "vinegar<^Y>"),
        ("tiny", 20, 5, "vinegar"),
        ("one-row", 12, 1, "boil vinegar"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ask");
    let mut wrong = Vec::new();
    for (name, columns, rows, script) in cases {
        let drawn = Screen::new().press(script).drawn(columns, rows, true).backend().to_string();
        let file = folder.join(format!("{name}-{columns}x{rows}.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &drawn).unwrap();
        }
        if fs::read_to_string(&file).ok().as_ref() != Some(&drawn) {
            wrong.push(format!("{}\n{drawn}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_colours_there_is_none() {
    let has_colour = |is_coloured| {
        let mut screen = Screen::new().press("goodwill euros");
        let terminal = screen.drawn(120, 40, is_coloured);
        let cells = &terminal.backend().buffer().content;
        cells.iter().any(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset)
    };
    assert!(has_colour(true) && !has_colour(false));
}

#[test]
fn the_cursor_is_where_one_writes() {
    let cases = [
        ("", (2, 0)),
        ("ab", (4, 0)),
        ("返金", (6, 0)),
        ("ab<Left>", (3, 0)),
        ("e\u{301}", (3, 0)),
        ("<paste:a\nbc>", (4, 1)),
    ];
    for (script, expected) in cases {
        let terminal = Screen::new().press(script).drawn(40, 20, true);
        let at = terminal.backend().cursor_position();
        assert_eq!((at.x, at.y), expected, "{script}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_keys_on_any_screen(
        script in prop::collection::vec(
            "(<Up>|<Down>|<Left>|<Home>|<End>|<PageUp>|<PageDown>|<Enter>|<Esc>|<Tab>|<BackTab>|<Back>|<\\^[CDYLUWK]>\
             |refund|返|e\u{301}|👩\u{200d}👧|\u{5d0}|\u{202e}|\u{1b}|<paste:a\u{9b}\n\tb>)",
            0..14,
        ),
        columns in 0_u16..130,
        rows in 0_u16..45,
    ) {
        let mut screen = Screen::new().press(&script.concat());
        let terminal = screen.drawn(columns, rows, true);
        for cell in &terminal.backend().buffer().content {
            prop_assert!(!cell.symbol().chars().any(char::is_control));
        }
        screen.drawn(rows, columns, true);
        screen.drawn(columns, rows, false);
    }
}

#[test]
fn what_is_chosen_and_read_stays_when_articles_change() {
    let mut screen = Screen::new().press("refund<Down>");
    let chosen = |screen: &Screen| screen.state.chosen().unwrap().hit().id().to_owned();
    let before = chosen(&screen);
    let renew = |screen: &mut Screen, path: &str| {
        screen.kb.upsert(path, "# Refund\n\nRefund, refund.").unwrap();
        screen.state.renew(About { changed: Some("14:05 UTC".to_owned()), ..About::default() });
    };
    renew(&mut screen, "new.md");
    assert!(screen.state.wants_search());
    screen.serve();
    assert_eq!(chosen(&screen), before);
    assert!(screen.state.choices().any(|choice| choice.hit().id() == "new.md"));
    let mut screen = screen.press("<Enter>");
    renew(&mut screen, "newer.md");
    assert!(!screen.state.wants_search(), "what is read stays as it is");
    let screen = screen.press("<Esc>");
    assert!(screen.state.choices().any(|choice| choice.hit().id() == "newer.md"));
}
