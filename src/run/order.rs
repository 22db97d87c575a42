//! Work shared out among threads, whose results come back in the order in which it was given out.

use std::collections::BTreeMap;
use std::thread;

use crossbeam_channel::bounded;

/// Weight in hand for each thread. What is ahead of the slowest item waits in memory, so there is a limit to it.
const IN_HAND: usize = 8;

/// An item on its way, or what became of it.
struct Job<T> {
    number: usize,
    /// Of the weight that may be in hand, this item's part.
    weight: usize,
    content: T,
}

/// Has every item worked on by one of `workers`, each in a thread of its own, and hands the results on in the items' order.
///
/// `items` is given a function to call with every item and its weight, an ordinary one's being 1; that function returns false
/// once no more are wanted. The weight in hand at a time is limited.
///
/// # Errors
/// The first of `consume`'s, after which nothing more is asked for.
pub fn in_order<W: Send, T: Send, R: Send, E>(
    workers: Vec<W>,
    items: impl FnOnce(&mut dyn FnMut(T, usize) -> bool) + Send,
    work: impl Fn(&mut W, T) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let most = workers.len() * IN_HAND;
    let (to_workers, jobs) = bounded::<Job<T>>(workers.len());
    let (to_consumer, results) = bounded::<Job<R>>(workers.len());
    // The reader takes as many as an item weighs, the consumer gives them back.
    let (give, take) = bounded::<()>(most);
    for _ in 0..most {
        let _ = give.send(());
    }
    let work = &work;
    thread::scope(move |scope| {
        scope.spawn(move || {
            let mut numbers = 0..;
            items(&mut |content, weight| {
                let weight = weight.clamp(1, most);
                let job = numbers.next().map(|number| Job { number, weight, content });
                (0..weight).all(|_| take.recv().is_ok()) && job.is_some_and(|j| to_workers.send(j).is_ok())
            });
        });
        for mut worker in workers {
            let (jobs, to_consumer) = (jobs.clone(), to_consumer.clone());
            scope.spawn(move || {
                for Job { number, weight, content } in jobs {
                    let done = Job { number, weight, content: work(&mut worker, content) };
                    if to_consumer.send(done).is_err() {
                        return;
                    }
                }
            });
        }
        drop((jobs, to_consumer));
        // Dropping `results` and `give` on an error stops the workers and the reader.
        let (mut early, mut next) = (BTreeMap::new(), 0);
        for job in results {
            early.insert(job.number, job);
            while let Some(job) = early.remove(&next) {
                next += 1;
                consume(job.content)?;
                for _ in 0..job.weight {
                    let _ = give.try_send(());
                }
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::time::Duration;

    use super::*;

    fn every(n: usize) -> impl FnOnce(&mut dyn FnMut(usize, usize) -> bool) + Send {
        move |put| {
            let _ = (0..n).all(|i| put(i, i % 40));
        }
    }

    #[test]
    fn results_come_in_the_order_of_their_items() {
        // Every third item is slow, so that later ones are done before it.
        let work = |worker: &mut u64, i: usize| {
            thread::sleep(Duration::from_micros(if i.is_multiple_of(3) { 300 } else { *worker }));
            i * 2
        };
        let mut seen = Vec::new();
        let done = in_order(vec![0, 1, 2], every(100), work, |r| {
            seen.push(r);
            Ok::<(), Infallible>(())
        });
        done.unwrap();
        assert_eq!(seen, (0..100).map(|i| i * 2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_work() {
        let mut seen = 0;
        let consume = |r: usize| {
            seen += 1;
            if r == 5 { Err("full") } else { Ok(()) }
        };
        assert_eq!(in_order(vec![(), ()], every(usize::MAX), |(), i| i, consume), Err("full"));
        assert_eq!(seen, 6);
    }
}
