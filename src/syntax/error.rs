//! Syntax errors in gc's words, at gc's places.
//!
//! An LALR(1) parser stops at the first token that fits nowhere. From what it expected there, the tokens before it and
//! the open brackets, [`rules`] finds what gc says, and how gc would go on: which tokens it skips, and which it behaves as
//! if it had seen. The token vector is patched that way and parsed again, until it parses or ten errors are found.
//! Nothing of this runs for a text without errors.
//!
//! Rejected: LALRPOP's `!` recovery (it unwinds to odd states and cascades); rules keyed by parser state (its numbers
//! change with every edit of the grammar).

mod context;
mod rules;

use lalrpop_util::ParseError;

use self::context::Context;
use self::rules::Rule;
use super::actions::{Actions, Source};
use super::ast::Ast;
use super::go;
use super::lexer::Lexed;
use super::token::{Tok, Token};
use crate::source::FileId;

/// After errors on this many lines the rest of a file is not looked at: more than gc's ten, for who wants to see all.
pub(super) const MAX_ERRORS: usize = 30;

/// How often a file is repaired and parsed again at most.
const MAX_REPAIRS: usize = 40;

/// An offset and a message.
pub(super) type Report = (u32, String);

/// What a file is parsed to, and what is wrong with it besides its tokens.
pub(super) struct Parsed {
    /// Absent if the package clause is wrong, or after too many errors.
    pub(super) source: Option<Source>,
    /// In the order gc reports them.
    pub(super) reports: Vec<Report>,
}

/// Parses the tokens of a file, repairing them as often as needed.
pub(super) fn parse(ast: &mut Ast, file: FileId, text: &str, lexed: &Lexed) -> Parsed {
    let mut first = Actions::new(ast, file, text, &lexed.tokens, &lexed.bad);
    let failed_at = match run(&mut first, &lexed.tokens) {
        Ok(source) => {
            let reports = first.into_errors();
            let source = Some(source);
            return Parsed { source, reports };
        }
        Err(failed_at) => failed_at,
    };
    let repair = Repair {
        text,
        file,
        tokens: lexed.tokens.clone(),
        bad: &lexed.bad,
        reports: Vec::new(),
        broken: Vec::new(),
        complained: !lexed.errors.is_empty() || !first.into_errors().is_empty(),
    };
    repair.run(ast, failed_at)
}

/// Runs the parser; on failure the result is the index of the token that fits nowhere.
fn run(actions: &mut Actions, tokens: &[Token]) -> Result<Source, usize> {
    let mut taken = 0;
    let stream = tokens.iter().map(|token| {
        taken += 1;
        (token.lo, token.tok, token.hi)
    });
    match go::FileParser::new().parse(actions, stream) {
        Ok(source) => Ok(source),
        Err(ParseError::UnrecognizedToken { .. }) => Err(taken - 1),
        Err(_) => Err(tokens.len()),
    }
}

struct Repair<'a> {
    text: &'a str,
    file: FileId,
    tokens: Vec<Token>,
    bad: &'a [u32],
    reports: Vec<Report>,
    /// Where tokens were patched, each with the start of its line.
    broken: Vec<(u32, u32)>,
    /// Something is wrong besides what is in `reports`.
    complained: bool,
}

impl Repair<'_> {
    fn run(mut self, ast: &mut Ast, failed_at: usize) -> Parsed {
        let mut failed_at = failed_at;
        let mut source = None;
        // Of several errors on a line only the first is shown.
        while self.reported_lines() < MAX_ERRORS
            && self.reports.len() < MAX_REPAIRS
            && self.repair(failed_at)
        {
            let mut actions = Actions::new(ast, self.file, self.text, &self.tokens, self.bad);
            match run(&mut actions, &self.tokens) {
                Ok(parsed) => {
                    let complaints = actions.into_errors();
                    source = Some(parsed);
                    self.add_complaints(complaints);
                    break;
                }
                Err(index) => {
                    failed_at = index;
                    self.complained |= !actions.into_errors().is_empty();
                }
            }
        }
        if source.is_none() {
            self.keep_complaints(failed_at);
        }
        let reports = self.reports;
        Parsed { source, reports }
    }

    fn reported_lines(&self) -> usize {
        let mut lines: Vec<u32> = self
            .reports
            .iter()
            .map(|report| self.line_start(report.0))
            .collect();
        lines.dedup();
        lines.len()
    }

    /// Complaints that the actions made before the place where the repair was given up.
    fn keep_complaints(&mut self, failed_at: usize) {
        let mut scratch = Ast::default();
        let tokens = &self.tokens[..failed_at.min(self.tokens.len())];
        let mut actions = Actions::new(&mut scratch, self.file, self.text, tokens, self.bad);
        // It fails again, at the end of the shortened list at the latest.
        let _ = run(&mut actions, tokens);
        let complaints = actions.into_errors();
        self.add_complaints(complaints);
    }

    fn add_complaints(&mut self, complaints: Vec<Report>) {
        for complaint in complaints {
            if !self.is_follow_up(&complaint) {
                self.reports.push(complaint);
            }
        }
    }

    /// Whether a patch is behind a complaint, or gc makes it after a syntax error on the same line.
    fn is_follow_up(&self, complaint: &Report) -> bool {
        let (at, message) = complaint;
        if !message.starts_with("syntax error") {
            return false;
        }
        let line = self.line_start(*at);
        // Complaints about a whole list or header come at its end.
        let late = message.starts_with("syntax error: missing");
        let follows = |&(start, patch): &(u32, u32)| start == line && (late || patch <= *at);
        self.broken.iter().any(follows)
    }

    fn line_start(&self, at: u32) -> u32 {
        let before = &self.text.as_bytes()[..(at as usize).min(self.text.len())];
        memchr::memrchr(b'\n', before).map_or(0, |newline| newline as u32 + 1)
    }

    /// Reports the token that fits nowhere and patches the tokens around it. False if there is no point in going on.
    fn repair(&mut self, index: usize) -> bool {
        let end = self.text.len() as u32;
        let (at, found) = match self.tokens.get(index) {
            Some(token) => (token.lo, Some(*token)),
            None => (end, None),
        };
        if found.is_none() && (self.complained || !self.reports.is_empty()) {
            return false;
        }
        // An inserted token that does not fit: the repair went wrong, and more of it would only add noise.
        if found.is_some_and(|token| token.lo == token.hi && token.lo != end) {
            return false;
        }
        if let Some(report) = self.package_clause(index, at) {
            self.reports.push(report);
            return false;
        }
        let expected = self.expected(index);
        let context = Context::new(&self.tokens[..index]);
        let rule = rules::find(&self.tokens, index, &expected, &context);
        self.report(&rule, at, found);
        self.broken.push((self.line_start(at), at));
        found.is_some() && self.patch(&rule, index, context.in_function())
    }

    fn report(&mut self, rule: &Rule, at: u32, found: Option<Token>) {
        let at = rule.at.unwrap_or(at);
        let message = if rule.plain {
            format!("syntax error: {}", rule.words)
        } else {
            let found = found.map_or("EOF".into(), |token| describe(self.text, token));
            format!("syntax error: unexpected {found}{}", rule.words)
        };
        self.reports.push((at, message));
    }

    /// The go command reads package clauses before gc does, and has words of its own.
    fn package_clause(&self, index: usize, at: u32) -> Option<Report> {
        let expected = match index {
            0 => "'package'",
            1 => "'IDENT'",
            2 => {
                let token = self.tokens.get(2)?;
                let found = describe(self.text, *token);
                let words = "expected semicolon or newline";
                return Some((at, format!("syntax error: unexpected {found}, {words}")));
            }
            _ => return None,
        };
        let found = match self.tokens.get(index) {
            None => "'EOF'".into(),
            Some(token) if token.lo == token.hi => "'EOF'".into(),
            Some(token) => match token.tok.text() {
                "" => self.text[token.lo as usize..token.hi as usize].into(),
                ";" if self.text.as_bytes()[token.lo as usize] != b';' => "newline".into(),
                text => format!("'{text}'"),
            },
        };
        Some((at, format!("expected {expected}, found {found}")))
    }

    /// All terminals that could stand at `index`: the parser says so when it meets the poison terminal, which no state
    /// has an action for, so that nothing is reduced before.
    fn expected(&self, index: usize) -> Vec<String> {
        let mut scratch = Ast::default();
        let tokens = &self.tokens[..index];
        let mut actions = Actions::new(&mut scratch, self.file, self.text, tokens, self.bad);
        let at = self.text.len() as u32;
        let poison = std::iter::once((at, Tok::Poison, at));
        let stream = tokens.iter().map(|token| (token.lo, token.tok, token.hi));
        match go::FileParser::new().parse(&mut actions, stream.chain(poison)) {
            Err(ParseError::UnrecognizedToken { expected, .. }) => expected,
            _ => Vec::new(),
        }
    }

    /// Deletes what gc skips from `index` on and inserts what it behaves as if it had seen. False if that is everything:
    /// gc reports nothing more at the end of the file.
    fn patch(&mut self, rule: &Rule, index: usize, in_function: bool) -> bool {
        let mut end = index;
        match rule.skip {
            rules::Skip::Nothing => {}
            rules::Skip::One => end = (index + 1).min(self.tokens.len()),
            rules::Skip::To(stops) | rules::Skip::OnePast(stops) => {
                if matches!(rule.skip, rules::Skip::OnePast(_)) {
                    end += 1;
                }
                while let Some(token) = self.tokens.get(end) {
                    let stop =
                        stops.contains(&token.tok) || in_function && rules::starts_stmt(token.tok);
                    if stop {
                        break;
                    }
                    end += 1;
                }
            }
        }
        let Some(&Token {
            lo: at, tok: next, ..
        }) = self.tokens.get(end)
        else {
            return false;
        };
        let inserted = if rule.unless.contains(&next) {
            &[][..]
        } else {
            rule.insert
        };
        let (lo, hi) = (at, at);
        let inserted = inserted.iter().map(|&tok| Token { lo, hi, tok });
        self.tokens.splice(index..end, inserted);
        true
    }
}

/// The token as gc names it after `unexpected`.
pub(super) fn describe(text: &str, token: Token) -> String {
    let slice = text.get(token.lo as usize..token.hi as usize).unwrap_or("");
    match token.tok {
        Tok::Name => format!("name {slice}"),
        Tok::Semi => match slice {
            ";" => "semicolon".into(),
            "" => "EOF".into(),
            _ => "newline".into(),
        },
        Tok::Comma => "comma".into(),
        tok if tok.is_literal() => format!("literal {slice}"),
        tok if tok.is_keyword() => format!("keyword {}", tok.text()),
        tok => tok.text().into(),
    }
}
