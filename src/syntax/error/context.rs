//! What surrounds a syntax error: the open brackets and headers before it.
//!
//! Only tokens are looked at, so what a brace is can be a guess; the worst that a wrong guess does is another wording.

use crate::syntax::token::{Tok, Token};

/// What a bracket encloses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameKind {
    /// The file.
    Top,
    /// `(` in an expression or a signature.
    Paren,
    /// `(` of a group of declarations.
    Group,
    /// `[`
    Brack,
    /// The `[` of a type parameter list.
    TypeParams,
    /// Statements.
    Block,
    /// The cases of a switch or select.
    Cases,
    /// Fields.
    Struct,
    /// Methods and embedded elements.
    Interface,
    /// The elements of a composite literal.
    Composite,
}

/// A bracket that is open where the error is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// What stands before the bracket.
    pub(super) before: Option<Tok>,
    /// The keyword of the declaration that the error is in, if it is directly in this frame.
    pub(super) decl: Option<Tok>,
    /// `if`, `for` or `switch` whose `{` is not there yet.
    pub(super) header: Option<Tok>,
    /// How many `;` that header has.
    pub(super) semis: u32,
    /// A `func` whose body may follow.
    func: bool,
    /// A `select` whose `{` may follow.
    select: bool,
}

impl Frame {
    fn new(kind: FrameKind, before: Option<Tok>) -> Frame {
        Frame {
            kind,
            before,
            decl: None,
            header: None,
            semis: 0,
            func: false,
            select: false,
        }
    }
}

/// The open frames, innermost last; never empty.
#[derive(Debug)]
pub(super) struct Context {
    frames: Vec<Frame>,
}

impl Context {
    /// The context after these tokens.
    pub(super) fn new(tokens: &[Token]) -> Context {
        let mut context = Context {
            frames: vec![Frame::new(FrameKind::Top, None)],
        };
        for index in 0..tokens.len() {
            context.step(tokens, index);
        }
        context
    }

    /// The innermost frame.
    pub(super) fn frame(&self) -> Frame {
        self.frames[self.frames.len() - 1]
    }

    /// Whether the error is in a function's body.
    pub(super) fn in_function(&self) -> bool {
        let is_body = |frame: &Frame| matches!(frame.kind, FrameKind::Block | FrameKind::Cases);
        self.frames.iter().any(is_body)
    }

    fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn step(&mut self, tokens: &[Token], index: usize) {
        let tok = tokens[index].tok;
        let before = index.checked_sub(1).map(|index| tokens[index].tok);
        match tok {
            Tok::If | Tok::For | Tok::Switch => {
                let top = self.top();
                top.header = Some(tok);
                top.semis = 0;
                top.func = false;
            }
            Tok::Select => self.top().select = true,
            Tok::Func => {
                let is_top = self.frame().kind == FrameKind::Top;
                let top = self.top();
                top.func = before != Some(Tok::RBrack);
                if is_top && top.decl.is_none() {
                    top.decl = Some(tok);
                }
            }
            Tok::Const | Tok::Var | Tok::Type | Tok::Import if self.frame().header.is_none() => {
                self.top().decl = Some(tok);
            }
            Tok::Semi => self.semicolon(),
            Tok::Comma | Tok::Assign | Tok::Define => self.top().func = false,
            Tok::LParen => self.open_paren(before),
            Tok::LBrack => {
                let after_func_name = self.frame().decl == Some(Tok::Func)
                    && before == Some(Tok::Name)
                    && self.frame().kind == FrameKind::Top
                    && !tokens[..index]
                        .iter()
                        .rev()
                        .take(3)
                        .any(|token| token.tok == Tok::LBrack);
                let kind = if after_func_name || before == Some(Tok::Func) {
                    FrameKind::TypeParams
                } else {
                    FrameKind::Brack
                };
                self.frames.push(Frame::new(kind, before));
            }
            Tok::TypeParamBrack => self.frames.push(Frame::new(FrameKind::TypeParams, before)),
            Tok::LBrace => self.open_brace(tokens, index),
            Tok::RParen | Tok::RBrack | Tok::RBrace if self.frames.len() > 1 => {
                self.frames.pop();
            }
            _ => {}
        }
    }

    fn semicolon(&mut self) {
        let top = self.top();
        top.func = false;
        if top.header.is_some() {
            top.semis += 1;
        } else if top.kind != FrameKind::Group {
            top.decl = None;
        }
    }

    fn open_paren(&mut self, before: Option<Tok>) {
        let keyword =
            before.filter(|tok| matches!(tok, Tok::Const | Tok::Var | Tok::Type | Tok::Import));
        let mut frame = Frame::new(FrameKind::Paren, before);
        if keyword.is_some() && self.frame().decl == keyword {
            frame.kind = FrameKind::Group;
            frame.decl = keyword;
        }
        self.frames.push(frame);
    }

    fn open_brace(&mut self, tokens: &[Token], index: usize) {
        let before = index.checked_sub(1).map(|index| tokens[index].tok);
        let frame = self.frame();
        let kind = match before {
            Some(Tok::Struct) => FrameKind::Struct,
            Some(Tok::Interface) => FrameKind::Interface,
            _ if frame.func => {
                self.top().func = false;
                FrameKind::Block
            }
            _ if frame.select => {
                self.top().select = false;
                FrameKind::Cases
            }
            _ if frame.header.is_some() && !ends_literal_type(&tokens[..index]) => {
                let header = self.top().header.take();
                self.top().semis = 0;
                if header == Some(Tok::Switch) {
                    FrameKind::Cases
                } else {
                    FrameKind::Block
                }
            }
            Some(Tok::Name | Tok::RBrack | Tok::RParen | Tok::RBrace) => FrameKind::Composite,
            _ if frame.kind == FrameKind::Composite => FrameKind::Composite,
            _ => FrameKind::Block,
        };
        self.frames.push(Frame::new(kind, before));
    }
}

/// Whether `{` after these tokens in a header begins a composite literal: of a slice, array, map or struct type.
fn ends_literal_type(tokens: &[Token]) -> bool {
    let mut end = tokens.len();
    let kind = |at: usize| tokens.get(at).map(|token| token.tok);
    if end > 0 && kind(end - 1) == Some(Tok::RBrace) {
        let Some(open) = matching_open(tokens, end - 1) else {
            return false;
        };
        return open > 0 && kind(open - 1) == Some(Tok::Struct);
    }
    while end > 0 && matches!(kind(end - 1), Some(Tok::Name | Tok::Dot | Tok::Star)) {
        end -= 1;
    }
    if end == 0 || end == tokens.len() || kind(end - 1) != Some(Tok::RBrack) {
        return false;
    }
    let Some(open) = matching_open(tokens, end - 1) else {
        return false;
    };
    let before = open.checked_sub(1).and_then(kind);
    !matches!(before, Some(Tok::Name | Tok::RParen | Tok::RBrace))
}

fn matching_open(tokens: &[Token], close: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (0..=close).rev() {
        match tokens[at].tok {
            Tok::RParen | Tok::RBrack | Tok::RBrace => depth += 1,
            Tok::LParen | Tok::LBrack | Tok::LBrace | Tok::TypeParamBrack => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
