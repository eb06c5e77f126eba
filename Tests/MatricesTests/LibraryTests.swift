import Testing

/// Tests that use OpenBLAS for large problems, one after the other: how many threads it takes is a setting
/// of the whole process, and one test must not change it under another that compares bits.
@Suite(.serialized) struct LibraryTests {}
