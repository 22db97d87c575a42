pub mod article;
pub mod encoder;
pub mod text;
pub mod entity;
pub mod relation;
