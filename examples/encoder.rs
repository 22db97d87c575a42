//! Pieces a second of the bare network on full windows, for scripts/bench/peers.py: one worker a thread, as in a run.
//!
//!     cargo run --release --example encoder -- WINDOWS LENGTH THREADS [embedded|onnxruntime|rust-bert]

use std::time::{Duration, Instant};

use dossier::{EngineKind, Pipeline};

/// How long each thread goes on.
const MEASURED: Duration = Duration::from_secs(6);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    dossier::memory::keep_freed();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [windows, length, threads] =
        [0, 1, 2].map(|i| arguments.get(i).and_then(|a| a.parse().ok()).unwrap_or(1));
    let engine = match arguments.get(3).map(String::as_str) {
        Some("onnxruntime") => EngineKind::OnnxRuntime,
        Some("rust-bert") => EngineKind::RustBert,
        _ => EngineKind::Embedded,
    };
    let pipeline = Pipeline::builder().engine(engine).build()?;
    let batches: usize = std::thread::scope(|scope| {
        let work = || -> Result<usize, dossier::Error> {
            let mut worker = pipeline.worker()?;
            worker.run_windows(windows, length)?;
            let (start, mut done) = (Instant::now(), 0);
            while start.elapsed() < MEASURED {
                worker.run_windows(windows, length)?;
                done += 1;
            }
            Ok(done)
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|t| t.join().unwrap_or(Ok(0))).sum::<Result<usize, _>>()
    })?;
    println!("{:.0}", (batches * windows * length) as f64 / MEASURED.as_secs_f64());
    Ok(())
}
