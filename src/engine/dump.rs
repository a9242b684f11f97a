//! What the stages make of a text, in words, for people who work on minigo.

use hashbrown::HashSet;

use crate::bytecode::disasm;
use crate::engine::load::{Goal, Loaded};
use crate::engine::{CompileError, Engine, Sources, on_big_stack};
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
    /// Appends a program's form after a stage to `out`: tokens and trees of each file, even if it has mistakes.
    pub fn dump(
        &self,
        stage: Stage,
        sources: &Sources,
        out: &mut String,
    ) -> Result<(), CompileError> {
        let loaded = Loaded::new(sources)?;
        if stage == Stage::Tokens {
            for file in loaded.files() {
                out.push_str(&dump::dump_tokens(file));
            }
            return on_big_stack(|| loaded.dump_ast(&mut String::new()));
        }
        if stage == Stage::Ast {
            return on_big_stack(|| loaded.dump_ast(out));
        }
        let program = on_big_stack(|| loaded.parse(Goal::Run)?.check(Goal::Run)?.compile())?;
        let sources = &program.bytecode().sources;
        let packages: HashSet<&str> = sources.units().chain(["main"]).collect();
        let own = |function: &str| {
            let in_path = function.rfind('/').unwrap_or(0);
            let dot = function[in_path..].find('.').unwrap_or(0);
            packages.contains(&function[..in_path + dot])
        };
        let wanted = |function: &str| stage == Stage::AllBytecode || own(function);
        out.push_str(&disasm::program(program.bytecode(), wanted));
        Ok(())
    }
}
