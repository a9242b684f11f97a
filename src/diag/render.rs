//! The two printed forms of what is wrong: gc's lines, which tools parse, and excerpts for people. The only file that names
//! ariadne.

use std::io::{self, Write};
use std::ops::Range;

use ariadne::{Color, Config, IndexType, Report, ReportKind};

use crate::diag::{Code, Diagnostic, Finding, Label, Severity};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// What `go build` prints: a header, then one line each.
    Go,
    /// Source excerpts with what is wrong underlined.
    Human,
}

/// Prints diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// The form.
    pub format: Format,
    /// Whether excerpts are coloured; gc's lines never are.
    pub color: bool,
    /// Whether everything is reported, and not only as much as gc does before it gives up.
    pub all: bool,
}

/// gc gives up at this many errors.
const MAX_ERRORS: usize = 10;

impl Renderer {
    /// Writes what gc would report of `diags`, which are in the order in which they were found.
    pub fn render(
        &self,
        sources: &SourceMap,
        diags: &[Diagnostic],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if let Some(found) = by_go_command(diags, self.all) {
            return self.write_all(sources, &found, out);
        }
        let mut units: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
        for diag in diags {
            let unit = &*sources.file(diag.span.file).unit;
            match units.iter_mut().find(|(other, _)| *other == unit) {
                Some((_, diags)) => diags.push(diag),
                None => units.push((unit, vec![diag])),
            }
        }
        for (unit, diags) in units {
            let (shown, last) = as_gc_selects(sources, &diags, self.all);
            if self.format == Format::Go && !shown.is_empty() {
                writeln!(out, "# {unit}")?;
            }
            self.write_all(sources, &shown, out)?;
            if let Some(last) = last {
                writeln!(out, "{}: too many errors", sources.place(last.span))?;
            }
        }
        Ok(())
    }

    fn write_all(
        &self,
        sources: &SourceMap,
        diags: &[&Diagnostic],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for diag in diags {
            match self.format {
                Format::Go => write_line(sources, diag, out)?,
                Format::Human => self.write_excerpt(sources, diag, out)?,
            }
        }
        Ok(())
    }

    /// Writes a finding: with source excerpts, or as lines if the format is Go's. `title` comes before it.
    pub fn render_finding(
        &self,
        sources: &SourceMap,
        title: &str,
        finding: &Finding,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let has_text = |label: &&Label| !sources.file(label.span.file).text.is_empty();
        let first = finding.labels.first().filter(has_text);
        let Some(first) = first.filter(|_| self.format == Format::Human) else {
            return write_finding(sources, title, finding, out);
        };
        // In the order of the text they make one excerpt.
        let mut others: Vec<&Label> = finding.labels[1..].iter().filter(has_text).collect();
        others.sort_by_key(|label| (label.span.file, label.span.lo));
        let before = others.partition_point(|label| label.span.lo < first.span.lo);
        let at = |span: Span| (name_of(sources, span), excerpt_range(sources, span));
        let config = Config::new()
            .with_index_type(IndexType::Byte)
            .with_color(self.color);
        let label = |label: &Label, color| {
            ariadne::Label::new(at(label.span))
                .with_message(&label.message)
                .with_color(color)
        };
        let kind = ReportKind::Custom(title, Color::Yellow);
        let mut report = Report::build(kind, at(first.span))
            .with_config(config)
            .with_message(&finding.message)
            .with_labels(others[..before].iter().map(|it| label(it, Color::Cyan)))
            .with_label(label(first, Color::Yellow))
            .with_labels(others[before..].iter().map(|it| label(it, Color::Cyan)));
        for note in &finding.notes {
            report.add_note(note);
        }
        let mentioned = finding.labels.iter().map(|label| {
            let text = with_go_lines(sources.file(label.span.file));
            (name_of(sources, label.span), text)
        });
        let mut text = Vec::new();
        report
            .finish()
            .write(ariadne::sources(mentioned), &mut text)?;
        if !self.color {
            // A title of one's own has a colour whatever the configuration says.
            let title_end = memchr::memchr(b'\n', &text).unwrap_or(text.len());
            write!(out, "{title}: {}", finding.message)?;
            return out.write_all(&text[title_end..]);
        }
        out.write_all(&text)
    }

    fn write_excerpt(
        &self,
        sources: &SourceMap,
        diag: &Diagnostic,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let file = sources.file(diag.span.file);
        if !diag.has_place() || file.text.is_empty() {
            return write_line(sources, diag, out);
        }
        let (kind, color) = match diag.severity {
            Severity::Error => (ReportKind::Error, Color::Red),
            Severity::Warning => (ReportKind::Warning, Color::Yellow),
        };
        let at = |span: Span| (name_of(sources, span), excerpt_range(sources, span));
        let (message, more) = match diag.message.split_once('\n') {
            Some((first, more)) => (first, more),
            None => (diag.message.as_str(), ""),
        };
        let here = ariadne::Label::new(at(diag.span)).with_message("here");
        let config = Config::new()
            .with_index_type(IndexType::Byte)
            .with_color(self.color);
        let mut report = Report::build(kind, at(diag.span))
            .with_config(config)
            .with_message(message)
            .with_label(here.with_color(color));
        for label in &diag.labels {
            let label = ariadne::Label::new(at(label.span))
                .with_message(&label.message)
                .with_color(Color::Cyan);
            report.add_label(label);
        }
        if !more.is_empty() {
            report.add_note(unindented(more));
        }
        for note in &diag.notes {
            report.add_note(note);
        }
        let mentioned =
            std::iter::once(diag.span).chain(diag.labels.iter().map(|label| label.span));
        let cache = ariadne::sources(mentioned.map(|span| {
            let text = with_go_lines(sources.file(span.file));
            (name_of(sources, span), text)
        }));
        report.finish().write(cache, out)
    }
}

impl Diagnostic {
    fn has_place(&self) -> bool {
        !matches!(self.code, Code::Link | Code::Command)
    }

    /// Whether the `go` command finds it on its way to gc, which is then not started: imports that do not exist, and what
    /// package go/parser says of package clauses and imports.
    fn is_go_commands(&self) -> bool {
        matches!(self.code, Code::Import | Code::Command) || self.is_go_parsers()
    }

    pub(crate) fn is_go_parsers(&self) -> bool {
        let starts = [
            "expected '",
            "missing import path",
            "import path must be a string",
        ];
        starts.iter().any(|start| self.words().starts_with(start))
    }

    /// The message's first line without what gc puts before it and go/parser does not.
    fn words(&self) -> &str {
        self.message
            .strip_prefix("syntax error: ")
            .unwrap_or(&self.message)
    }
}

/// What the `go` command prints, if it finds anything: gc is then not started. Its parser gives up at the first mistake.
fn by_go_command(diags: &[Diagnostic], all: bool) -> Option<Vec<&Diagnostic>> {
    let mut parsers = diags.iter().filter(|diag| diag.is_go_parsers());
    if !all && let Some(diag) = parsers.next() {
        return Some(vec![diag]);
    }
    let is_commands = |diag: &&Diagnostic| matches!(diag.code, Code::Import | Code::Command);
    let found: Vec<&Diagnostic> = diags.iter().filter(is_commands).collect();
    (!found.is_empty()).then_some(found)
}

/// What gc prints of all that was found in a package: one syntax error per line, the same message once per line, ten at
/// most, sorted by place. The second result is the tenth, whose place `too many errors` is given.
fn as_gc_selects<'a>(
    sources: &SourceMap,
    diags: &[&'a Diagnostic],
    all: bool,
) -> (Vec<&'a Diagnostic>, Option<&'a Diagnostic>) {
    let line = |diag: &Diagnostic| (diag.span.file, sources.line_col(diag.span).0);
    let mut shown: Vec<&Diagnostic> = Vec::new();
    let (mut last_syntax, mut last_other) = (None, None);
    for &diag in diags {
        if diag.message.starts_with("syntax error") {
            if last_syntax.replace(line(diag)) == Some(line(diag)) {
                continue;
            }
        } else {
            let this = (line(diag), &diag.message);
            if last_other.replace(this) == Some(this) {
                continue;
            }
        }
        shown.push(diag);
        if !all && shown.len() == MAX_ERRORS {
            break;
        }
    }
    let last = shown.get(MAX_ERRORS - 1).filter(|_| !all).copied();
    // gc numbers the files in the order in which it finds something wrong with them.
    let mut files: Vec<FileId> = Vec::new();
    for diag in diags {
        if !files.contains(&diag.span.file) {
            files.push(diag.span.file);
        }
    }
    let rank = |file| files.iter().position(|&other| other == file);
    shown.sort_by_key(|diag| (rank(diag.span.file), diag.span.lo));
    shown.dedup_by(|a, b| a.span.lo == b.span.lo && a.message == b.message && a.labels == b.labels);
    (shown, last)
}

fn write_line(sources: &SourceMap, diag: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    if diag.is_go_commands() && diag.has_place() {
        let text = &*sources.file(diag.span.file).text;
        // For package go/parser there is no line behind the last line end.
        let at_end = diag.is_go_parsers() && text.len() == diag.span.lo as usize;
        let place = match at_end && text.ends_with('\n') {
            true => sources.place_behind(Span::point(diag.span.file, diag.span.lo - 1)),
            false => sources.place(diag.span),
        };
        let place = place.strip_prefix("./").unwrap_or(&place);
        let message = match diag.is_go_parsers() {
            true => diag.words(),
            false => &diag.message,
        };
        return writeln!(out, "{place}: {message}");
    }
    if diag.has_place() {
        write!(out, "{}: ", sources.place(diag.span))?;
    }
    writeln!(out, "{}", diag.message)?;
    for label in &diag.labels {
        let place = place_from(sources, diag.span, label.span);
        writeln!(out, "\t{place}: {}", label.message)?;
    }
    Ok(())
}

/// A place as it is written below a mistake in another file: what is outside of that file's directory begins with `./`.
fn place_from(sources: &SourceMap, from: Span, to: Span) -> String {
    let place = sources.place(to);
    let from = &sources.file(from.file).name;
    let beside = match from.rsplit_once('/') {
        Some((folder, _)) => place.starts_with(&format!("{folder}/")),
        None => false,
    };
    match beside || place.starts_with(['.', '/', '$', '<']) {
        true => place,
        false => format!("./{place}"),
    }
}

fn write_finding(
    sources: &SourceMap,
    title: &str,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{title}: {}", finding.message)?;
    for label in &finding.labels {
        writeln!(out, "\t{}: {}", sources.place(label.span), label.message)?;
    }
    for note in &finding.notes {
        writeln!(out, "\tnote: {note}")?;
    }
    Ok(())
}

fn name_of(sources: &SourceMap, span: Span) -> String {
    sources.file(span.file).name.clone()
}

/// The bytes an excerpt underlines: within one line and at least one character, because ariadne panics beyond the text
/// and draws long arrows over several lines.
fn excerpt_range(sources: &SourceMap, span: Span) -> Range<usize> {
    let text = &*sources.file(span.file).text;
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let lo = text.floor_char_boundary((span.lo as usize).min(last));
    let hi = text.floor_char_boundary((span.hi as usize).clamp(lo, text.len()));
    let rest = &text[lo..];
    let line_end = lo + rest.find('\n').unwrap_or(rest.len());
    let one = lo + rest.chars().next().map_or(0, char::len_utf8);
    lo..hi.min(line_end).max(one)
}

/// The text for ariadne, which begins a new line at seven characters where Go knows one: the other six are replaced by
/// characters of the same length.
fn with_go_lines(file: &SourceFile) -> String {
    let replaced = file.text.chars().map(|c| match c {
        '\r' | '\x0b' | '\x0c' => ' ',
        '\u{85}' => '\u{a0}',
        '\u{2028}' | '\u{2029}' => '\u{fffd}',
        other => other,
    });
    replaced.collect()
}

/// gc's continuation lines without the TABs that set them off.
fn unindented(lines: &str) -> String {
    let lines: Vec<&str> = lines
        .lines()
        .map(|line| line.trim_start_matches('\t'))
        .collect();
    lines.join("\n")
}
