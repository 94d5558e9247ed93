//! Browser scenarios. One binary, so that the harness is linked once.

mod desk;
mod files;
mod harness;
mod tour;

mod access;
mod accessible;
mod added;
mod arrivals;
mod assistance;
mod calendar;
mod compare;
mod contested;
mod deciding;
mod documents;
mod example;
mod exchange;
mod finding;
mod first_start;
mod hostile;
mod keeping;
mod language;
mod leaving;
mod looks;
mod lost;
mod offline;
mod overview;
mod pages;
mod papers;
mod roles;
mod scale;
mod sheet;
mod tree;
mod trouble;
mod undo;
mod windows;
