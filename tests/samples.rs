//! Runs every program under `samples/` and compares what it prints, and its exit code, with the snapshot of the same name
//! under `tests/snapshots/`. Snapshots come from real Go (`tests/compare_with_go.py --write`), so both sides pass through
//! `normalise`, which is there and here the same. Directives and rules: `tests/README.md`.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use regex::{Captures, Regex};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let settings = Arc::new(Settings::of_environment());
    let mut trials = Vec::new();
    for sample in samples() {
        for &workers in &settings.workers {
            let (sample, settings) = (sample.clone(), Arc::clone(&settings));
            if sample.directives.workers.is_none_or(|only| only == workers) {
                let name = format!("{}::workers={workers}", sample.name);
                let run = move || {
                    (0..settings.repeat).try_for_each(|_| check(&sample, &settings, workers))
                };
                trials.push(Trial::test(name, run));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// How the samples run; environment variables can make it harder for the VM.
struct Settings {
    /// `MINIGO_SAMPLE_BINARY`: what runs the samples, instead of the binary that was built with the tests.
    binary: String,
    /// `MINIGO_SAMPLE_FLAGS`: more flags of `minigo run`.
    flags: Vec<String>,
    /// `MINIGO_SAMPLE_WORKERS=1,2,16`: each sample runs with each of these numbers.
    workers: Vec<usize>,
    /// `MINIGO_SAMPLE_REPEAT`: how often.
    repeat: usize,
    /// `MINIGO_SAMPLE_SECONDS`: a program that runs longer fails.
    time_limit: Duration,
}

impl Settings {
    fn of_environment() -> Settings {
        let variable = |name: &str| std::env::var(name).unwrap_or_default();
        let number = |text: &str| text.trim().parse().ok();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let list = variable("MINIGO_SAMPLE_WORKERS");
        let workers: Vec<usize> = list.split(',').filter_map(number).collect();
        let seconds = number(&variable("MINIGO_SAMPLE_SECONDS")).unwrap_or(30);
        let binary = std::env::var("MINIGO_SAMPLE_BINARY");
        Settings {
            binary: binary.unwrap_or_else(|_| env!("CARGO_BIN_EXE_minigo").into()),
            flags: variable("MINIGO_SAMPLE_FLAGS")
                .split_whitespace()
                .map(Into::into)
                .collect(),
            workers: if workers.is_empty() {
                vec![1, cores.max(4)]
            } else {
                workers
            },
            repeat: number(&variable("MINIGO_SAMPLE_REPEAT")).unwrap_or(1),
            time_limit: Duration::from_secs(seconds as u64),
        }
    }
}

fn check(sample: &Sample, settings: &Settings, workers: usize) -> Result<(), Failed> {
    let mut actual = run(sample, settings, workers)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let snapshot = folder.join(&sample.name);
    if sample.directives.nondeterministic {
        let expected = std::fs::read_to_string(snapshot.with_extension("snap"))?;
        if expected.contains(actual.lines().next().unwrap_or("")) {
            actual = expected.splitn(3, "---\n").nth(2).unwrap_or("").into();
        }
    }
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(snapshot.parent().unwrap_or(&folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let stem = snapshot.file_name().unwrap_or_default().to_string_lossy();
    settings.bind(|| insta::assert_snapshot!(&*stem, actual));
    Ok(())
}

/// Runs the real binary and gives the text of a snapshot.
fn run(sample: &Sample, settings: &Settings, workers: usize) -> Result<String, Failed> {
    let mut child = Command::new(&settings.binary)
        .args(["run", "--workers", &workers.to_string()])
        .args(["--color", "never"])
        .args(if sample.is_report() {
            [].as_slice()
        } else {
            &["--format", "go"]
        })
        .args(settings.flags.iter().filter(|_| !sample.directives.plain))
        .args(&sample.directives.flags)
        .args(&sample.program)
        .args(&sample.directives.args)
        .current_dir(&sample.folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input may have ended already.
        let _ = stdin.write_all(sample.directives.stdin.as_bytes());
    }
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let code = wait(&mut child, settings.time_limit);
    let stdout = text(stdout.recv()?);
    let stderr = without_folder(&text(stderr.recv()?), &sample.folder);
    match code {
        Some(code) if sample.is_report() => Ok(record(code, &stdout, &stderr)),
        Some(code) => Ok(record(code, &stdout, &normalise(&stderr))),
        None => Err(format!(
            "killed after {} s\n--- stdout\n{stdout}--- stderr\n{stderr}",
            settings.time_limit.as_secs()
        )
        .into()),
    }
}

/// Reads a pipe to its end on a thread of its own, so that neither pipe can fill up and block the program.
fn drain(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is still worth showing.
            let _ = pipe.read_to_end(&mut bytes);
        }
        sender.send(bytes)
    });
    receiver
}

/// The exit code (`None` in its place if a signal ended the program), or `None` if it had to be killed.
fn wait(child: &mut Child, time_limit: Duration) -> Option<String> {
    let step = Duration::from_millis(2);
    let mut waited = Duration::ZERO;
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            let code = status.code();
            return Some(code.map_or_else(|| status.to_string(), |code| code.to_string()));
        }
        if waited >= time_limit {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(step);
        waited += step;
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Paths as they are from the folder that a program runs in.
fn without_folder(stderr: &str, folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    stderr
        .replace(&format!("{folder}/"), "")
        .replace(&*folder, ".")
}

fn record(code: String, stdout: &str, stderr: &str) -> String {
    let section = |text: &str| match text.is_empty() || text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}⏎\n"),
    };
    let (stdout, stderr) = (section(stdout), section(stderr));
    let record = format!("exit: {code}\n--- stdout\n{stdout}--- stderr\n{stderr}");
    record.trim_end().to_owned()
}

/// Removes from stderr what differs between two runs, or between two correct implementations.
fn normalise(stderr: &str) -> String {
    if stderr.is_empty() {
        return String::new();
    }
    let frame = regex(r"^(created by )?[\w./*()\[\]…·%-]+");
    let place = regex(r"^\t.*:\d+( \+0x[0-9a-f]+)?$");
    let own = regex(r"^(created by )?(main|example\.com/[\w./%-]+)\.");
    let cut = regex(
        r"^\t?fatal error: (stack overflow|concurrent map |runtime: out of memory|panic while printing)",
    );
    let mut out = Vec::new();
    let mut lines = stderr.split('\n').peekable();
    while let Some(line) = lines.next() {
        // A frame is two lines, the second TAB file:line. Only the program's own frames are kept.
        if let Some(following) = lines.next_if(|next| place.is_match(next) && frame.is_match(line))
        {
            if own.is_match(line) && !following.starts_with("\t<autogenerated>") {
                out.push(regex(r"\([^()]*\)$").replace(line, "(...)").into_owned());
                out.push(
                    regex(r" \+0x[0-9a-f]+$")
                        .replace(following, "")
                        .into_owned(),
                );
            }
            continue;
        }
        out.push(line.to_owned());
        // What the other goroutines were doing at that moment depends on the run.
        if cut.is_match(line) {
            out.push(String::new());
            break;
        }
    }
    let text = out.join("\n");
    let text = regex(r"\baddr=0x[0-9a-f]+ pc=0x[0-9a-f]+").replace_all(&text, "addr=0x? pc=0x?");
    let text = text.replace(", locked to thread]:", "]:");
    let text = regex(r"\b0x[0-9a-f]{5,}\b").replace_all(&text, "0x?");
    let text = regex(r"( is not in std) \(.*\)").replace_all(&text, "$1");
    renumber(&text)
}

/// Numbers goroutines other than the first 2, 3, … in the order in which they appear.
fn renumber(text: &str) -> String {
    let mut seen = HashMap::from([("1".to_owned(), 1)]);
    let number = |found: &Captures| {
        let fresh = seen.len() + 1;
        let id = seen.entry(found[2].to_owned()).or_insert(fresh);
        format!("{}{id}", &found[1])
    };
    regex(r"(\bgoroutine )(\d+)")
        .replace_all(text, number)
        .into_owned()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are well-formed")
}

#[derive(Clone)]
struct Sample {
    /// `tour/waitgroup`
    name: String,
    /// Where it runs: the root of the repository, or the sample itself if it is a directory.
    folder: PathBuf,
    /// What `minigo run` is given: `samples/tour/waitgroup.go`, or what the directive says.
    program: Vec<String>,
    directives: Directives,
}

impl Sample {
    /// Whether it shows what minigo says beyond Go's words: that is not normalised.
    fn is_report(&self) -> bool {
        self.name.starts_with("reports/")
    }
}

/// The `// key: value` lines a sample may begin with.
#[derive(Clone, Default)]
struct Directives {
    flags: Vec<String>,
    program: Option<Vec<String>>,
    args: Vec<String>,
    stdin: String,
    workers: Option<usize>,
    nondeterministic: bool,
    plain: bool,
}

impl Directives {
    fn of(text: &str) -> Directives {
        let mut directives = Directives::default();
        for line in text.lines() {
            let (key, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.trim_start_matches(' ');
            match key {
                "// flags" => directives.flags = words(value),
                "// program" => directives.program = Some(words(value)),
                "// args" => directives.args = words(value),
                "// stdin" => directives.stdin = value.replace("\\n", "\n"),
                "// workers" => directives.workers = value.parse().ok(),
                "// plain" => directives.plain = true,
                "// nondeterministic" => directives.nondeterministic = true,
                _ => break,
            }
        }
        directives
    }
}

fn words(value: &str) -> Vec<String> {
    value.split_whitespace().map(Into::into).collect()
}

fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = root.join("samples/packages");
    let mut folders = vec![root.join("samples")];
    let mut samples = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if folder == packages {
                samples.push(directory(root, path));
            } else if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                samples.push(file(root, &path));
            }
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}

/// A sample of one file.
fn file(root: &Path, path: &Path) -> Sample {
    let text = std::fs::read(path).map(text).unwrap_or_default();
    let path = path.strip_prefix(root).unwrap_or(path);
    Sample {
        name: sample_name(&path.with_extension("")),
        folder: root.to_owned(),
        program: vec![path.to_string_lossy().into_owned()],
        directives: Directives::of(&text),
    }
}

/// A sample that is a directory: a module, or files that are named. Its `go.mod`, or else its first file, has the directives.
fn directory(root: &Path, folder: PathBuf) -> Sample {
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    let first = files.iter().find(|path| path.ends_with("go.mod"));
    let first = first.or_else(|| files.iter().find(|path| path.is_file()));
    let bytes = first.and_then(|path| std::fs::read(path).ok());
    let directives = Directives::of(&bytes.map(text).unwrap_or_default());
    let program = directives.program.clone();
    Sample {
        name: sample_name(folder.strip_prefix(root).unwrap_or(&folder)),
        program: program.unwrap_or_else(|| vec![".".to_owned()]),
        folder,
        directives,
    }
}

fn sample_name(path: &Path) -> String {
    let name = path.strip_prefix("samples").unwrap_or(path);
    name.to_string_lossy().replace('\\', "/")
}
