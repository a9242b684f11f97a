//! Which words gc has for a token that fits nowhere, and how it goes on.
//!
//! A rule is chosen by what the parser expected, the token it found, the tokens before it and the innermost bracket. The
//! first that matches wins, so each may assume that those above it did not.

use super::context::{Context, Frame, FrameKind};
use crate::syntax::token::{Tok, Token};

/// Which tokens gc skips after an error.
#[derive(Clone, Copy, Debug)]
pub(super) enum Skip {
    Nothing,
    One,
    /// Those before the first of these; within a function, those before any keyword that starts a statement.
    To(&'static [Tok]),
    /// The same after one token.
    OnePast(&'static [Tok]),
}

/// What to say and what to do.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// The words after `unexpected X`, with their comma or blank; or all words.
    pub(super) words: String,
    /// `words` are all there is to say.
    pub(super) plain: bool,
    /// The place, if it is not the token found.
    pub(super) at: Option<u32>,
    pub(super) skip: Skip,
    /// What is inserted after the skipped tokens…
    pub(super) insert: &'static [Tok],
    /// …unless one of these follows.
    pub(super) unless: &'static [Tok],
}

impl Rule {
    fn new(words: impl Into<String>) -> Rule {
        Rule {
            words: words.into(),
            plain: false,
            at: None,
            skip: Skip::Nothing,
            insert: &[],
            unless: &[],
        }
    }

    fn plain(words: impl Into<String>) -> Rule {
        Rule {
            plain: true,
            ..Rule::new(words)
        }
    }

    fn skip(self, skip: Skip) -> Rule {
        Rule { skip, ..self }
    }

    fn to(self, stops: &'static [Tok]) -> Rule {
        self.skip(Skip::To(stops))
    }

    fn insert(self, insert: &'static [Tok]) -> Rule {
        Rule { insert, ..self }
    }

    fn unless(self, unless: &'static [Tok]) -> Rule {
        Rule { unless, ..self }
    }
}

/// Whether gc's parser stops skipping at this token within functions.
pub(super) fn starts_stmt(tok: Tok) -> bool {
    use Tok::*;
    matches!(
        tok,
        Break
            | Const
            | Continue
            | Defer
            | Fallthrough
            | For
            | Go
            | Goto
            | If
            | Return
            | Select
            | Switch
            | Type
            | Var
    )
}

const DECLS: &[Tok] = &[Tok::Import, Tok::Const, Tok::Type, Tok::Var, Tok::Func];
const CLOSERS: &[Tok] = &[Tok::RParen, Tok::RBrack, Tok::RBrace];
const CASES: &[Tok] = &[Tok::Case, Tok::Default, Tok::RBrace];

/// The place of an error.
struct Place<'a> {
    tokens: &'a [Token],
    index: usize,
    expected: &'a [String],
    frame: Frame,
    found: Option<Tok>,
}

/// Finds the rule for the token at `index`, where any of `expected` could have stood.
pub(super) fn find(tokens: &[Token], index: usize, expected: &[String], context: &Context) -> Rule {
    let place = Place {
        tokens,
        index,
        expected,
        frame: context.frame(),
        found: tokens.get(index).map(|token| token.tok),
    };
    place
        .top_level()
        .or_else(|| place.unclosed())
        .or_else(|| place.define())
        .or_else(|| place.statement())
        .or_else(|| place.expression())
        .or_else(|| place.header())
        .or_else(|| place.cases())
        .or_else(|| place.list_of_types())
        .or_else(|| place.missing_type())
        .or_else(|| place.complete())
        .or_else(|| place.missing_name())
        .unwrap_or_else(|| place.missing_token())
}

impl Place<'_> {
    fn has(&self, text: &str) -> bool {
        let is_it = |quoted: &String| quoted.trim_matches('"') == text;
        self.expected.iter().any(is_it)
    }

    /// The `back`th token before the error.
    fn before(&self, back: usize) -> Option<Tok> {
        let index = self.index.checked_sub(back)?;
        self.tokens.get(index).map(|token| token.tok)
    }

    /// An expression may begin here.
    fn expr(&self) -> bool {
        self.has("!")
    }

    /// An operand is complete here.
    fn ops(&self) -> bool {
        self.has("==")
    }

    /// A type may begin here.
    fn type_(&self) -> bool {
        self.has("chan")
    }

    fn top_level(&self) -> Option<Rule> {
        if !self.has("import") {
            return None;
        }
        let rule = if self.found == Some(Tok::LBrace) && self.after_bodyless_func() {
            Rule::plain("unexpected semicolon or newline before {")
        } else {
            Rule::plain("non-declaration statement outside function body")
        };
        Some(rule.to(DECLS))
    }

    /// Whether the last declaration is a function without body: its `;` follows a `)` or a result type.
    fn after_bodyless_func(&self) -> bool {
        let mut depth = 0;
        for token in self.tokens[..self.index.saturating_sub(1)].iter().rev() {
            match token.tok {
                Tok::RBrace if depth == 0 => return false,
                Tok::RParen | Tok::RBrack | Tok::RBrace => depth += 1,
                Tok::LParen | Tok::LBrack | Tok::LBrace | Tok::TypeParamBrack => depth -= 1,
                Tok::Func if depth == 0 => return true,
                Tok::Semi if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }

    fn statement(&self) -> Option<Rule> {
        if self.before(1) == Some(Tok::Else) {
            let rule = Rule::plain("else must be followed by if or statement block");
            let block = &[Tok::LBrace, Tok::RBrace];
            return Some(rule.to(&[Tok::Name, Tok::RBrace]).insert(block));
        }
        if !self.has("return") {
            return None;
        }
        if self.before(1) == Some(Tok::Colon) && !self.has("case") && self.frame_is_body() {
            let rule = Rule::plain("missing statement after label").insert(&[Tok::Semi]);
            let at = Some(self.tokens[self.index - 1].lo);
            return Some(Rule { at, ..rule });
        }
        if self.frame.kind == FrameKind::Cases {
            return Some(self.expected_case());
        }
        let rule = Rule::new(", expected }").skip(Skip::One);
        Some(rule.insert(&[Tok::RBrace]))
    }

    fn frame_is_body(&self) -> bool {
        matches!(self.frame.kind, FrameKind::Block | FrameKind::Cases)
    }

    fn expected_case(&self) -> Rule {
        let rule = Rule::new(", expected case or default or }");
        rule.to(&[Tok::Colon, Tok::Case, Tok::Default, Tok::RBrace])
            .insert(&[Tok::Default])
    }

    fn expression(&self) -> Option<Rule> {
        let operand_only = matches!(self.before(1), Some(Tok::Go | Tok::Defer));
        if !self.expr() && !operand_only {
            return None;
        }
        if self.found == Some(Tok::RBrack) && self.before(1) == Some(Tok::LBrack) {
            let words = if self.has(":") {
                ", expected operand"
            } else {
                ", expected type argument list"
            };
            return Some(Rule::new(words).insert(&[Tok::Name]));
        }
        let rule = Rule::new(", expected expression").to(CLOSERS);
        Some(rule.insert(&[Tok::Name]))
    }

    fn header(&self) -> Option<Rule> {
        let keyword = self.frame.header?;
        let is_for = keyword == Tok::For;
        if !(self.has("{") || is_for && self.has(";")) {
            return None;
        }
        if is_for && self.frame.semis == 1 {
            let rule = Rule::new(", expected semicolon or newline").skip(Skip::One);
            return Some(rule.insert(&[Tok::Semi]));
        }
        if self.has(";") {
            let braces = &[Tok::LBrace, Tok::RBrace];
            let rule = Rule::new(", expected {").skip(Skip::OnePast(braces));
            return Some(rule.insert(&[Tok::Semi]));
        }
        let rule = match keyword {
            Tok::Switch => Rule::plain("missing { after switch clause").to(CASES),
            Tok::If => Rule::new(", expected { after if clause").to(&[Tok::Name, Tok::RBrace]),
            _ => Rule::new(", expected { after for clause").to(&[Tok::Name, Tok::RBrace]),
        };
        Some(rule.insert(&[Tok::LBrace]))
    }

    fn cases(&self) -> Option<Rule> {
        if self.before(1) == Some(Tok::Select) {
            let rule = Rule::plain("missing { after select clause").to(CASES);
            return Some(rule.insert(&[Tok::LBrace]));
        }
        if self.has("case") && !self.has(";") {
            return Some(self.expected_case());
        }
        let after_case = self.has(":") && !self.has(";") && self.frame.kind == FrameKind::Cases;
        after_case.then(|| {
            Rule::new(", expected :")
                .skip(Skip::One)
                .insert(&[Tok::Colon])
        })
    }

    /// gc's lists end at the end of the file, and miss their bracket there.
    fn unclosed(&self) -> Option<Rule> {
        if self.found.is_some() {
            return None;
        }
        let closers = [(")", ", expected )"), ("}", ", expected }")];
        let (_, words) = closers.iter().find(|(closer, _)| self.has(closer))?;
        Some(Rule::new(*words))
    }

    fn define(&self) -> Option<Rule> {
        if self.found == Some(Tok::Define) && self.has("=") && !self.has(":=") {
            let rule = Rule::new(", expected =").skip(Skip::One);
            return Some(rule.insert(&[Tok::Assign]));
        }
        None
    }

    /// Parameters, fields, interface elements: where gc's lists have words of their own.
    fn list_of_types(&self) -> Option<Rule> {
        let type_params = self.frame.kind == FrameKind::TypeParams;
        let begins = matches!(
            self.before(1),
            Some(Tok::LBrack | Tok::TypeParamBrack | Tok::Comma)
        );
        if type_params && begins && self.has("name") {
            return Some(self.type_parameter());
        }
        if self.has("~") && !self.has(",") {
            let rule = Rule::new(", expected ~ term or type");
            let stops = &[
                Tok::Or,
                Tok::Tilde,
                Tok::Semi,
                Tok::RParen,
                Tok::RBrack,
                Tok::RBrace,
            ];
            return Some(rule.to(stops).insert(&[Tok::Name]));
        }
        if self.type_() && self.has("...") && !self.has(",") && self.has(")") {
            let rule = Rule::new(", expected )").to(&[Tok::Comma, Tok::RParen]);
            return Some(rule.insert(&[Tok::Name]).unless(&[Tok::RParen]));
        }
        if self.frame.kind == FrameKind::Struct
            && self.has("*")
            && self.has("name")
            && !self.type_()
        {
            let rule = Rule::new(", expected field name or embedded type");
            let rule = rule.to(&[Tok::Semi, Tok::RBrace]);
            return Some(rule.insert(&[Tok::Name]).unless(&[Tok::RBrace]));
        }
        None
    }

    fn type_parameter(&self) -> Rule {
        if self.found == Some(Tok::RBrack) {
            let rule = Rule::plain("empty type parameter list");
            return rule.insert(&[Tok::Name, Tok::Name]);
        }
        let rule = Rule::new(", expected ]").to(&[Tok::Comma, Tok::RBrack]);
        rule.insert(&[Tok::Name, Tok::Name])
    }

    fn missing_type(&self) -> Option<Rule> {
        if !self.type_() || self.expected.len() == 1 {
            return None;
        }
        let after_chan = self.before(1) == Some(Tok::Chan)
            || self.before(1) == Some(Tok::Arrow) && self.before(2) == Some(Tok::Chan);
        if after_chan {
            return Some(Rule::plain("missing channel element type").insert(&[Tok::Name]));
        }
        if self.frame.decl == Some(Tok::Type)
            && (self.has("=") || self.before(1) == Some(Tok::Assign))
        {
            let rule = Rule::new(" in type declaration").to(&[Tok::Semi, Tok::RParen]);
            return Some(rule.insert(&[Tok::Name]));
        }
        let optional = [";", ")", "}", ",", "{", "]"]
            .iter()
            .any(|text| self.has(text));
        let after_field_name = self.frame.kind == FrameKind::Struct
            && matches!(self.before(1), Some(Tok::Name | Tok::Comma));
        let after_var_name = self.frame.decl == Some(Tok::Var) && !self.has(";") && !self.has(")");
        if optional && !after_field_name && !after_var_name {
            return None;
        }
        let stops = &[
            Tok::Comma,
            Tok::Colon,
            Tok::Semi,
            Tok::RParen,
            Tok::RBrack,
            Tok::RBrace,
        ];
        let rule = Rule::new(", expected type").to(stops);
        Some(rule.insert(&[Tok::Name]))
    }

    /// Something is complete, and what follows does not belong to it.
    fn complete(&self) -> Option<Rule> {
        if self.frame.decl == Some(Tok::Import) && self.has("string") && !self.has(";") {
            let rule = Rule::plain("missing import path").to(&[Tok::Semi, Tok::RParen]);
            return Some(rule.insert(&[Tok::String]));
        }
        self.list().or_else(|| self.terminated())
    }

    /// Elements with `,` between them.
    fn list(&self) -> Option<Rule> {
        if self.has(",") && self.has(")") && !self.has(";") {
            let args = self.ops() || self.has("...") && (!self.type_() || self.has("{"));
            let what = if args {
                "argument list"
            } else {
                "parameter list"
            };
            let rule = Rule::new(format!(" in {what}; possibly missing comma or )"));
            return Some(close(rule, Tok::RParen));
        }
        if self.has(",") && self.has("}") && !self.has(";") {
            let rule = Rule::new(" in composite literal; possibly missing comma or }");
            return Some(close(rule, Tok::RBrace));
        }
        if self.has(",") && self.has("]") && self.frame.kind == FrameKind::TypeParams {
            let rule = Rule::new(" in parameter list; possibly missing comma or ]");
            return Some(close(rule, Tok::RBrack));
        }
        if self.has(",") && self.has("]") && self.has(":") {
            let rule = Rule::new(", expected comma, : or ]");
            let rule = rule.to(&[Tok::Comma, Tok::Colon, Tok::RBrack]);
            return Some(
                rule.insert(&[Tok::Colon])
                    .unless(&[Tok::Colon, Tok::RBrack]),
            );
        }
        let operand_before = matches!(
            self.frame.before,
            Some(Tok::Name | Tok::RParen | Tok::RBrack | Tok::RBrace | Tok::String | Tok::Map)
        );
        if self.has("]") && self.found == Some(Tok::Comma) && !operand_before {
            return Some(Rule::plain("unexpected comma; expected ]").skip(Skip::One));
        }
        if self.has(":=") && self.has(",") && !self.has(";") {
            let rule = Rule::new(", expected := or = or comma").to(&[Tok::Semi, Tok::RBrace]);
            return Some(rule.insert(&[Tok::Assign, Tok::Name]));
        }
        None
    }

    /// Elements with `;` after them.
    fn terminated(&self) -> Option<Rule> {
        if !self.has(";") {
            return None;
        }
        let list = |what: &str, close: &str| {
            Rule::new(format!(
                " in {what}; possibly missing semicolon or newline or {close}"
            ))
        };
        Some(match self.frame.kind {
            FrameKind::Struct => close(list("struct type", "}"), Tok::RBrace),
            FrameKind::Interface => close(list("interface type", "}"), Tok::RBrace),
            FrameKind::Group => close(list("grouped declaration", ")"), Tok::RParen),
            FrameKind::Top => {
                let rule = Rule::new(" after top level declaration").to(DECLS);
                rule.insert(&[Tok::Semi])
            }
            _ => {
                let rule = Rule::new(" at end of statement");
                let stops = &[Tok::Semi, Tok::RBrace, Tok::Case, Tok::Default];
                rule.to(stops)
                    .insert(&[Tok::Semi])
                    .unless(&[Tok::Semi, Tok::RBrace])
            }
        })
    }

    fn missing_name(&self) -> Option<Rule> {
        if !self.has("name") || self.has("]") {
            return None;
        }
        let signature = &[Tok::Name, Tok::LParen, Tok::RParen];
        let after_func = self.frame.kind == FrameKind::Top
            && self.frame.decl == Some(Tok::Func)
            && matches!(self.before(1), Some(Tok::Func | Tok::RParen));
        if self.has("(") && self.before(1) == Some(Tok::Dot) {
            let rule = Rule::new(", expected name or (").to(&[Tok::Semi, Tok::RParen]);
            return Some(rule.insert(&[Tok::Name]));
        }
        if after_func {
            let words = if self.has("(") {
                ", expected name or ("
            } else {
                ", expected name"
            };
            let rule = Rule::new(words).to(&[Tok::LBrace, Tok::Semi]);
            return Some(rule.insert(signature));
        }
        let rule = Rule::new(", expected name").skip(Skip::One);
        Some(rule.insert(&[Tok::Name]))
    }

    /// One certain token is missing; gc skips the one it finds instead.
    fn missing_token(&self) -> Rule {
        const TABLE: &[(&str, &str, &[Tok])] = &[
            (")", ", expected )", &[Tok::RParen]),
            ("]", ", expected ]", &[Tok::RBrack]),
            ("}", ", expected }", &[Tok::RBrace]),
            ("{", ", expected {", &[Tok::LBrace]),
            ("(", ", expected (", &[Tok::LParen]),
            ("[", ", expected [", &[Tok::LBrack]),
            (":", ", expected :", &[Tok::Colon]),
            ("chan", ", expected keyword chan", &[Tok::Chan]),
            ("=", ", expected =", &[Tok::Assign]),
        ];
        let known = TABLE.iter().find(|(text, _, _)| self.has(text));
        match known {
            Some((_, words, insert)) => Rule::new(*words).skip(Skip::One).insert(insert),
            None => Rule::new("").skip(Skip::One),
        }
    }
}

/// gc skips to any closing bracket after an error in a list, and takes the list for closed there.
fn close(rule: Rule, closer: Tok) -> Rule {
    let rule = rule.to(CLOSERS);
    match closer {
        Tok::RParen => rule.insert(&[Tok::RParen]).unless(&[Tok::RParen]),
        Tok::RBrack => rule.insert(&[Tok::RBrack]).unless(&[Tok::RBrack]),
        _ => rule.insert(&[Tok::RBrace]).unless(&[Tok::RBrace]),
    }
}
