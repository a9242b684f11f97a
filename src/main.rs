//! The command line of minigo: flags in, exit code out. Everything else is the library's.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use minigo::diag::{Format, Renderer};
use minigo::engine::{Builder, CompileError, Engine, Error, Stage};

/// Runs Go programs: real goroutines, channels and deadlock reports, without a build step.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a program; what follows FILE is for the program
    Run {
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        how: RunArgs,
        /// A Go file, or - for standard input, and what the program finds in os.Args
        #[arg(
            required = true,
            num_args = 1..,
            trailing_var_arg = true,
            allow_hyphen_values = true,
            value_names = ["FILE", "ARGS"]
        )]
        program: Vec<OsString>,
    },
    /// Report what is wrong with programs without running them; exits with 1 if anything is
    Check {
        #[command(flatten)]
        output: OutputArgs,
        /// Go files, or - for standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print what the stages of the compiler make of a program
    Dump {
        #[command(flatten)]
        output: OutputArgs,
        /// Bytecode of the library, too
        #[arg(long)]
        all: bool,
        /// Which form
        #[arg(value_enum, value_name = "FORM")]
        form: Form,
        /// A Go file, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Args)]
struct RunArgs {
    /// On how many threads goroutines run; by default on all cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: Option<u16>,
    /// Where everything random comes from; with one worker it decides the whole schedule
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(flatten)]
    limits: LimitArgs,
}

#[derive(Args)]
#[command(next_help_heading = "Limits")]
struct LimitArgs {
    /// Memory of the heap and the stacks: bytes, or with a unit, as in 64MiB; 4GiB unless set
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<u64>,
    /// Stack of each goroutine
    #[arg(long, value_name = "SIZE", value_parser = size)]
    stack: Option<u64>,
    /// Goroutines at once
    #[arg(long, value_name = "N")]
    goroutines: Option<u64>,
    /// Jumps and calls of all goroutines together
    #[arg(long, value_name = "N")]
    instructions: Option<u64>,
    /// Time, as in 500ms, 10s or 2m; the exit code is then 124
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// Bytes written to standard output and standard error together
    #[arg(long, value_name = "SIZE", value_parser = size)]
    output: Option<u64>,
}

#[derive(Args)]
struct OutputArgs {
    /// How mistakes are printed: one line each as Go does, or with source excerpts; auto: excerpts on a terminal
    #[arg(long, value_enum, default_value_t = FormatArg::Auto, value_name = "FORMAT")]
    format: FormatArg,
    /// Whether excerpts are coloured; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    color: ColorArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Tokens,
    Ast,
    Bytecode,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    Auto,
    Go,
    Human,
}

#[derive(Clone, Copy, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

/// What Go's tools exit with after a compile error.
const COMPILE_ERROR: u8 = 1;

fn main() -> ExitCode {
    let code = match Cli::parse().command {
        Command::Run {
            output,
            how,
            program,
        } => match program.split_first() {
            Some((file, args)) if !is_flag(file) => run(&output, &how, Path::new(file), args),
            unknown => unknown_flag(unknown.map(|(flag, _)| flag)),
        },
        Command::Check { output, files } => check(&output, &files),
        Command::Dump {
            output,
            all,
            form,
            file,
        } => dump(&output, form, all, &file),
    };
    ExitCode::from(code)
}

/// What stands in the place of a file and begins like a flag is one that does not exist.
fn is_flag(file: &OsStr) -> bool {
    file != "-" && file.as_encoded_bytes().starts_with(b"-")
}

fn unknown_flag(flag: Option<&OsString>) -> u8 {
    let flag = flag.map(|flag| flag.to_string_lossy()).unwrap_or_default();
    Cli::command()
        .error(
            ErrorKind::UnknownArgument,
            format!("unexpected argument '{flag}' found"),
        )
        .exit()
}

fn run(output: &OutputArgs, how: &RunArgs, file: &Path, args: &[OsString]) -> u8 {
    let mut builder = Engine::builder()
        .args(args.iter().map(|arg| arg.to_string_lossy()))
        .sigpipe(true)
        .stdin(io::stdin())
        .stdout(io::stdout())
        .stderr(io::stderr());
    if let Some(workers) = how.workers {
        builder = builder.workers(workers.into());
    }
    if let Some(seed) = how.seed {
        builder = builder.seed(seed);
    }
    let engine = how.limits.apply(builder).build();
    let compiled = Input::read(file).and_then(|input| engine.compile(&input.name, &input.bytes));
    let program = match compiled {
        Ok(program) => program,
        Err(error) => {
            report(&output.renderer(), &error);
            return COMPILE_ERROR;
        }
    };
    match engine.run(&program) {
        Ok(outcome) => outcome.exit_code as u8,
        Err(error) => {
            // All other errors were printed as the program's own last words.
            if let Error::Internal(_) = error {
                let _ = writeln!(io::stderr(), "minigo: {error}");
            }
            error.exit_code() as u8
        }
    }
}

fn check(output: &OutputArgs, files: &[PathBuf]) -> u8 {
    let engine = Engine::builder().build();
    let mut code = 0;
    for file in files {
        let checked = Input::read(file).and_then(|input| engine.check(&input.name, &input.bytes));
        if let Err(error) = checked {
            report(&output.renderer_of_all(), &error);
            code = COMPILE_ERROR;
        }
    }
    code
}

fn dump(output: &OutputArgs, form: Form, all: bool, file: &Path) -> u8 {
    let stage = match form {
        Form::Tokens => Stage::Tokens,
        Form::Ast => Stage::Ast,
        Form::Bytecode if all => Stage::AllBytecode,
        Form::Bytecode => Stage::Bytecode,
    };
    let engine = Engine::builder().build();
    let mut text = String::new();
    let dumped = Input::read(file)
        .and_then(|input| engine.dump(stage, &input.name, &input.bytes, &mut text));
    // A reader that has seen enough closes the pipe.
    let _ = io::stdout().write_all(text.as_bytes());
    match dumped {
        Ok(()) => 0,
        Err(error) => {
            report(&output.renderer(), &error);
            COMPILE_ERROR
        }
    }
}

impl LimitArgs {
    fn apply(&self, builder: Builder) -> Builder {
        let set = |builder, limit: Option<u64>, set: fn(Builder, u64) -> Builder| match limit {
            Some(limit) => set(builder, limit),
            None => builder,
        };
        let builder = set(builder, self.memory, Builder::memory_limit);
        let builder = set(builder, self.stack, Builder::stack_limit);
        let builder = set(builder, self.goroutines, Builder::goroutine_limit);
        let builder = set(builder, self.instructions, Builder::instruction_limit);
        let builder = set(builder, self.output, Builder::output_limit);
        match self.timeout {
            Some(time) => builder.time_limit(time),
            None => builder,
        }
    }
}

/// A number and its unit.
fn split_unit(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    text.split_at(end.unwrap_or(text.len()))
}

/// `4096`, `64MiB`, `1G`: units are powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let (number, unit) = split_unit(text);
    let shift = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kib" => 10,
        "m" | "mib" => 20,
        "g" | "gib" => 30,
        _ => return Err("the unit is one of KiB, MiB and GiB".into()),
    };
    let number: u64 = number.parse().map_err(|_| "not a whole number")?;
    let bytes = number.checked_mul(1 << shift);
    bytes.ok_or_else(|| "too large".to_owned())
}

/// `500ms`, `1.5s`, `2m`, `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split_unit(text);
    let seconds = match unit.trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err("the unit is one of ms, s, m and h".into()),
    };
    let number: f64 = number.parse().map_err(|_| "not a number")?;
    Duration::try_from_secs_f64(number * seconds).map_err(|_| "too long".to_owned())
}

/// The text of a program.
struct Input {
    /// What messages call it.
    name: String,
    bytes: Vec<u8>,
}

impl Input {
    /// Reads a file, or standard input if that is called `-`.
    fn read(file: &Path) -> Result<Input, CompileError> {
        let (name, bytes) = match file.as_os_str() == "-" {
            true => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                ("<stdin>".into(), read.map(|_| bytes))
            }
            false => (file.to_string_lossy(), std::fs::read(file)),
        };
        match bytes {
            Ok(bytes) => Ok(Input {
                name: name.into_owned(),
                bytes,
            }),
            Err(error) => Err(CompileError::Unreadable {
                path: file.to_owned(),
                error,
            }),
        }
    }
}

/// Prints a compile error. There is nobody to tell if stderr is closed.
fn report(renderer: &Renderer, error: &CompileError) {
    let mut text = Vec::new();
    let _ = match error {
        CompileError::Invalid {
            diagnostics,
            sources,
        } => renderer.render(sources, diagnostics, &mut text),
        CompileError::Unreadable { path, error } => {
            let verb = match error.kind() {
                io::ErrorKind::NotFound => "stat",
                io::ErrorKind::PermissionDenied => "open",
                _ => "read",
            };
            writeln!(text, "{verb} {}: {}", path.display(), in_go_words(error))
        }
        other => writeln!(text, "{other}"),
    };
    let _ = io::stderr().write_all(&text);
}

/// `no such file or directory` for `No such file or directory (os error 2)`.
fn in_go_words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

impl OutputArgs {
    fn renderer(&self) -> Renderer {
        let terminal = io::stderr().is_terminal();
        let format = match self.format {
            FormatArg::Auto if terminal => Format::Human,
            FormatArg::Auto | FormatArg::Go => Format::Go,
            FormatArg::Human => Format::Human,
        };
        let color = match self.color {
            ColorArg::Auto => !is_set("NO_COLOR") && (terminal || is_set("FORCE_COLOR")),
            ColorArg::Always => true,
            ColorArg::Never => false,
        };
        let all = false;
        Renderer { format, color, all }
    }

    /// For a command that is there to find mistakes.
    fn renderer_of_all(&self) -> Renderer {
        Renderer {
            all: true,
            ..self.renderer()
        }
    }
}

/// Whether an environment variable is there and not empty, as no-color.org asks.
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value: OsString| !value.is_empty())
}
