//! Which key means what.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::state::Action;
use super::text_box::Edit;

/// What an event of the terminal asks for, if anything.
pub(super) fn action(event: Event) -> Option<Action> {
    match event {
        Event::Paste(text) => Some(Action::Paste(text)),
        Event::Key(key) if key.kind != KeyEventKind::Release => of_key(key),
        _ => None,
    }
}

fn of_key(key: KeyEvent) -> Option<Action> {
    let has = |modifier| key.modifiers.contains(modifier);
    // Where AltGr writes a character, it comes as both.
    match (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT)) {
        (true, false) => with_control(key.code),
        (false, true) => with_alt(key.code),
        _ => plain(key.code),
    }
}

fn plain(code: KeyCode) -> Option<Action> {
    Some(match code {
        KeyCode::Char(c) => Action::Write(c),
        KeyCode::Up => Action::Up,
        KeyCode::Down => Action::Down,
        KeyCode::PageUp => Action::PageUp,
        KeyCode::PageDown => Action::PageDown,
        KeyCode::Enter => Action::Enter,
        KeyCode::Esc => Action::Back,
        KeyCode::Tab => Action::Next,
        KeyCode::BackTab => Action::Previous,
        KeyCode::Left => Action::Edit(Edit::Left),
        KeyCode::Right => Action::Edit(Edit::Right),
        KeyCode::Home => Action::Edit(Edit::Start),
        KeyCode::End => Action::Edit(Edit::End),
        KeyCode::Backspace => Action::Edit(Edit::DeleteBack),
        KeyCode::Delete => Action::Edit(Edit::Delete),
        _ => return None,
    })
}

fn with_control(code: KeyCode) -> Option<Action> {
    Some(match code {
        KeyCode::Char('c') => Action::Quit,
        KeyCode::Char('d') => Action::EndOrDelete,
        KeyCode::Char('y') => Action::CopyText,
        KeyCode::Char('l') => Action::CopyAddress,
        KeyCode::Char('p') => Action::Up,
        KeyCode::Char('n') => Action::Down,
        KeyCode::Char('j' | 'm') => Action::Enter,
        KeyCode::Char('i') => Action::Next,
        KeyCode::Char('a') => Action::Edit(Edit::Start),
        KeyCode::Char('e') => Action::Edit(Edit::End),
        KeyCode::Char('b') => Action::Edit(Edit::Left),
        KeyCode::Char('f') => Action::Edit(Edit::Right),
        KeyCode::Char('u') => Action::Edit(Edit::DeleteToStart),
        KeyCode::Char('k') => Action::Edit(Edit::DeleteToEnd),
        KeyCode::Char('w') | KeyCode::Backspace => Action::Edit(Edit::DeleteWord),
        KeyCode::Char('h') => Action::Edit(Edit::DeleteBack),
        KeyCode::Left => Action::Edit(Edit::WordLeft),
        KeyCode::Right => Action::Edit(Edit::WordRight),
        KeyCode::Home => Action::First,
        KeyCode::End => Action::Last,
        _ => return None,
    })
}

fn with_alt(code: KeyCode) -> Option<Action> {
    Some(match code {
        KeyCode::Char('b') | KeyCode::Left => Action::Edit(Edit::WordLeft),
        KeyCode::Char('f') | KeyCode::Right => Action::Edit(Edit::WordRight),
        KeyCode::Backspace => Action::Edit(Edit::DeleteWord),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: KeyModifiers = KeyModifiers::NONE;
    const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;

    #[test]
    fn keys() {
        let cases = [
            (KeyCode::Char('ß'), NONE, Some(Action::Write('ß'))),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, Some(Action::Write('A'))),
            (KeyCode::Char('@'), CONTROL | ALT, Some(Action::Write('@'))),
            (KeyCode::Char('c'), CONTROL, Some(Action::Quit)),
            (KeyCode::Char('d'), CONTROL, Some(Action::EndOrDelete)),
            (KeyCode::Char('u'), CONTROL, Some(Action::Edit(Edit::DeleteToStart))),
            (KeyCode::Char('w'), CONTROL, Some(Action::Edit(Edit::DeleteWord))),
            (KeyCode::Char('x'), CONTROL, None),
            (KeyCode::Char('x'), ALT, None),
            (KeyCode::Left, NONE, Some(Action::Edit(Edit::Left))),
            (KeyCode::Left, CONTROL, Some(Action::Edit(Edit::WordLeft))),
            (KeyCode::Left, ALT, Some(Action::Edit(Edit::WordLeft))),
            (KeyCode::Home, NONE, Some(Action::Edit(Edit::Start))),
            (KeyCode::Home, CONTROL, Some(Action::First)),
            (KeyCode::BackTab, KeyModifiers::SHIFT, Some(Action::Previous)),
            (KeyCode::Esc, NONE, Some(Action::Back)),
            (KeyCode::F(5), NONE, None),
            (KeyCode::Null, CONTROL, None),
        ];
        for (code, modifiers, expected) in cases {
            assert_eq!(action(Event::Key(KeyEvent::new(code, modifiers))), expected, "{code:?} {modifiers:?}");
        }
    }

    #[test]
    fn other_events() {
        let released = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Char('a'), NONE) };
        let cases = [
            (Event::Key(released), None),
            (Event::Paste("a\nb".to_owned()), Some(Action::Paste("a\nb".to_owned()))),
            (Event::Resize(80, 24), None),
            (Event::FocusGained, None),
        ];
        for (event, expected) in cases {
            assert_eq!(action(event.clone()), expected, "{event:?}");
        }
    }
}
