//! The library as its users call it: one program, for each that links the library takes its time.

mod architecture;
mod engines;
mod file_graph;
mod golden;
mod mentions;
mod offsets;
mod sentences;
