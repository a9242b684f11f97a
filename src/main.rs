//! The command line of minigo: flags in, exit code out. Everything else is the library's.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use minigo::Sources;
use minigo::diag::{Format, Renderer};
use minigo::engine::report::Report;
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
    /// Run a program; what follows PROGRAM is for the program
    Run {
        /// A Go file, several .go files, a directory, or - for standard input; then what the program finds in os.Args
        #[arg(
            required = true,
            num_args = 1..,
            trailing_var_arg = true,
            allow_hyphen_values = true,
            value_names = ["PROGRAM", "ARGS"]
        )]
        program: Vec<OsString>,
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        how: RunArgs,
    },
    /// Report what is wrong with packages without running them; exits with 1 if anything is
    Check {
        #[command(flatten)]
        output: OutputArgs,
        /// Directories, the .go files of a package, or - for standard input
        #[arg(required = true, value_name = "PACKAGE")]
        packages: Vec<OsString>,
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
        /// A Go file, several .go files, a directory, or - for standard input
        #[arg(required = true, value_name = "PROGRAM")]
        program: Vec<OsString>,
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
    /// When main has returned, report goroutines that nothing could have woken any more
    #[arg(long)]
    leaks: bool,
    /// Collect garbage after so many allocated bytes and overwrite it: 1 is at every safepoint
    #[arg(long, value_name = "SIZE", value_parser = size, hide = true)]
    collect_every: Option<u64>,
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
        } => match program.first() {
            Some(first) if !is_flag(first) => run(&output, &how, &program),
            unknown => unknown_flag(unknown),
        },
        Command::Check { output, packages } => check(&output, &packages),
        Command::Dump {
            output,
            all,
            form,
            program,
        } => dump(&output, form, all, &program),
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

fn run(output: &OutputArgs, how: &RunArgs, program: &[OsString]) -> u8 {
    let (program, args) = split_program(program);
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
    if let Some(bytes) = how.collect_every {
        builder = builder.collect_every(bytes);
    }
    let reports = output.reports();
    let mut builder = how.limits.apply(builder).leaks(how.leaks);
    if reports.is_some() {
        builder = builder.on_lock_cycle(move |report| print(reports, report));
    }
    let engine = builder.build();
    let compiled = sources(program).and_then(|sources| engine.compile_sources(&sources));
    let program = match compiled {
        Ok(program) => program,
        Err(error) => {
            report(&output.renderer(), &error);
            return COMPILE_ERROR;
        }
    };
    match engine.run(&program) {
        Ok(outcome) => {
            if let Some(leaks) = outcome.leaks {
                print(reports.or(Some(PLAIN)), &leaks.report());
            }
            outcome.exit_code as u8
        }
        Err(error) => {
            // What Go prints was printed as the program's own last words.
            match &error {
                Error::Internal(_) => {
                    let _ = writeln!(io::stderr(), "minigo: {error}");
                }
                Error::Deadlock(deadlock) if reports.is_some() => {
                    let _ = writeln!(io::stderr());
                    print(reports, &deadlock.report());
                }
                _ => {}
            }
            error.exit_code() as u8
        }
    }
}

/// Lines without excerpts.
const PLAIN: Renderer = Renderer {
    format: Format::Go,
    color: false,
    all: true,
};

/// Prints what minigo knows beyond Go's words. There is nobody to tell if stderr is closed.
fn print(renderer: Option<Renderer>, report: &Report) {
    let mut text = Vec::new();
    if let Some(renderer) = renderer {
        let _ = report.render(&renderer, &mut text);
    }
    let _ = io::stderr().write_all(&text);
}

fn check(output: &OutputArgs, mut packages: &[OsString]) -> u8 {
    let engine = Engine::builder().build();
    let mut code = 0;
    while !packages.is_empty() {
        let (package, rest) = split_program(packages);
        let checked = sources(package).and_then(|sources| engine.check_sources(&sources));
        if let Err(error) = checked {
            report(&output.renderer_of_all(), &error);
            code = COMPILE_ERROR;
        }
        packages = rest;
    }
    code
}

fn dump(output: &OutputArgs, form: Form, all: bool, program: &[OsString]) -> u8 {
    let stage = match form {
        Form::Tokens => Stage::Tokens,
        Form::Ast => Stage::Ast,
        Form::Bytecode if all => Stage::AllBytecode,
        Form::Bytecode => Stage::Bytecode,
    };
    let engine = Engine::builder().build();
    let mut text = String::new();
    let dumped = sources(program).and_then(|sources| engine.dump(stage, &sources, &mut text));
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

/// Splits what names a program, one argument or all the `.go` files at the beginning, from what follows.
fn split_program(args: &[OsString]) -> (&[OsString], &[OsString]) {
    let is_file = |arg: &&OsString| is_go_file(arg);
    let files = args.iter().take_while(is_file).count();
    args.split_at(files.max(1).min(args.len()))
}

fn is_go_file(arg: &OsStr) -> bool {
    let path = Path::new(arg);
    path.extension().is_some_and(|extension| extension == "go") && !path.is_dir()
}

/// What a program is made of: standard input if that is called `-`, files, or a directory.
fn sources(program: &[OsString]) -> Result<Sources, CompileError> {
    let first = program.first().map(Path::new).unwrap_or(Path::new("."));
    if first.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        return match read {
            Ok(_) => Ok(Sources::text("<stdin>", bytes)),
            Err(error) => Err(CompileError::Unreadable {
                path: first.to_owned(),
                error,
            }),
        };
    }
    Ok(match is_go_file(first.as_os_str()) || first.is_file() {
        true => Sources::files(program),
        false => Sources::dir(first),
    })
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

    /// How to print what minigo adds to Go's words when a program runs: not at all if only these are wanted.
    fn reports(&self) -> Option<Renderer> {
        (!matches!(self.format, FormatArg::Go)).then(|| self.renderer())
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
