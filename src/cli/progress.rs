//! How a run goes: a bar on a terminal, a log line now and then elsewhere, a summary at the end.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use dossier::run::{Event, Plan, Summary};
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tell::tell;

/// Between two log lines where there is no terminal.
const LOG_EVERY: Duration = Duration::from_secs(10);

pub struct Progress {
    bar: ProgressBar,
    quiet: bool,
    terminal: bool,
    started: Instant,
    logged: Instant,
    articles: u64,
    words: u64,
}

impl Progress {
    pub fn new(plan: &Plan, quiet: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let total = plan.bytes();
        let target = if quiet || !terminal {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(8)
        };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        // Standard input has no end that could be told before it comes.
        let template = match total {
            0 => "{spinner} {msg}",
            _ => "{bar:30} {percent}%  {msg}  {eta} left",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            quiet,
            terminal,
            started: Instant::now(),
            logged: Instant::now(),
            articles: 0,
            words: 0,
        }
    }

    pub fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Article { words, .. } => {
                self.articles += 1;
                self.words += *words as u64;
                self.show();
            }
            Event::Failed(error) => self.line(&format!("dossier: failed: {error}")),
            Event::Warning { source, message } if !self.quiet => {
                self.line(&format!("dossier: warning: {source}: {message}"))
            }
            Event::Position(bytes) => self.bar.set_position(*bytes),
            _ => {}
        }
    }

    fn line(&self, line: &str) {
        self.bar.suspend(|| tell!("{line}"));
    }

    fn show(&mut self) {
        let text = self.state();
        self.bar.set_message(text.clone());
        if !self.terminal && !self.quiet && self.logged.elapsed() >= LOG_EVERY {
            self.logged = Instant::now();
            tell!("dossier: {text}");
        }
    }

    fn state(&self) -> String {
        let a_second = self.words as f64 / self.started.elapsed().as_secs_f64().max(1e-3);
        format!(
            "{} articles, {} words, {} words/s",
            HumanCount(self.articles),
            HumanCount(self.words),
            HumanCount(a_second as u64)
        )
    }

    pub fn finish(&self, summary: &Summary, out: &Path) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let n = |n: usize| HumanCount(n as u64);
        if summary.resumed > 0 {
            tell!("dossier: went on after {} articles", n(summary.resumed));
        }
        // Words of the run before this one took none of its time.
        let speed = self.words as f64 / self.started.elapsed().as_secs_f64().max(1e-3);
        tell!(
            "dossier: {} articles read, {} failed: {} sentences, {} words in {} ({} words/s)",
            n(summary.articles),
            n(summary.failed),
            n(summary.sentences),
            n(summary.words),
            HumanDuration(self.started.elapsed()),
            HumanCount(speed as u64)
        );
        if summary.undated > 0 {
            tell!(
                "dossier: {} of {} articles have no date: \"on Monday\" and the like stay without a day there",
                n(summary.undated),
                n(summary.articles)
            );
        }
        if summary.skipped > 0 {
            tell!("dossier: {} articles were skipped: articles.csv says why", n(summary.skipped));
        }
        if summary.passed_over > 0 {
            tell!("dossier: {} records that are no web pages were passed over", n(summary.passed_over));
        }
        tell!(
            "dossier: {} entities in {} mentions, {} relations, in {}",
            n(summary.entities),
            n(summary.mentions),
            n(summary.relations),
            out.display()
        );
    }
}
