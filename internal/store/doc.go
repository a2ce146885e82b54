// Package store keeps what Credence was given, what it derived, and what
// people judged: one concrete [DB] over database/sql. Begin with [Open].
//
// What is held falls into three kinds.
//
//   - Taken in, append-only: original bytes by SHA-256 (AddOriginal) and
//     documents by content ID (AddDocuments), with full-text search (Search).
//   - Derived, can be rebuilt, carries the version that made it: statements and
//     mentions of each document (SaveExtractions), the voice it goes back to
//     (SaveVoices), which documents are copies (UpdateCopies), incidents and
//     claims (SaveIncidents, SaveClaims).
//   - Judged by people or on their behalf, append-only, in one hash-chained
//     journal: rulings, evidence, decisions on evidence, assessments. What was
//     known and recorded by a time is read with an [AsOf].
//
// Nothing here reads a clock for data: times are arguments. Whatever a method
// that writes has acknowledged by returning survives the death of the process
// and of the machine. Absent things are credence.ErrNotFound.
//
// # To add a table
//
// Put the next free number under migrations/sqlite (later also under
// migrations/postgres), and the methods into a file named after the noun. A
// method runs its SQL, with ? placeholders, inside db.view or db.update. What an
// engine does differently is a field of dialect.
package store
