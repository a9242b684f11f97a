//! What the stages make of a text, in words, for people who work on minigo.

use crate::bytecode::disasm;
use crate::engine::load::{Goal, Loaded};
use crate::engine::{CompileError, Engine, on_big_stack};
use crate::syntax::dump;

/// A form that a program takes on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Its tokens, automatic semicolons included.
    Tokens,
    /// Its syntax tree.
    Ast,
    /// The bytecode of its own functions.
    Bytecode,
    /// The bytecode of all functions that it can reach.
    AllBytecode,
}

impl Engine {
    /// Appends a text's form after a stage to `out`. Tokens and trees are there even if the text has mistakes.
    pub fn dump(
        &self,
        stage: Stage,
        name: &str,
        text: impl AsRef<[u8]>,
        out: &mut String,
    ) -> Result<(), CompileError> {
        let loaded = Loaded::new(name, text);
        if stage == Stage::Tokens {
            out.push_str(&dump::dump_tokens(loaded.source()));
            return on_big_stack(|| loaded.parse(Goal::Check).map(|_| ()));
        }
        if stage == Stage::Ast {
            return on_big_stack(|| loaded.dump_ast(out));
        }
        let program = on_big_stack(|| loaded.parse(Goal::Run)?.check(Goal::Run)?.compile(name))?;
        let wanted = |function: &str| stage == Stage::AllBytecode || function.starts_with("main.");
        out.push_str(&disasm::program(program.bytecode(), wanted));
        Ok(())
    }
}
