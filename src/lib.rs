pub mod article;
pub mod encoder;
pub mod text;
