// Package lang turns a text into tokens and sentences, and finds the numbers
// and dates in it. Begin with [NewAnalyser] and [Analyser.Analyse].
//
// Every token and sentence carries byte offsets into the text as it was
// given, however damaged that text is. A word is looked up in a [Vocabulary]
// once; from then on it is a small integer, so that membership in any lexicon
// is one table look-up ([Classes]) and phrases are matched on integers
// ([Phrases]). An Analyser keeps its buffers: analysing the next text
// allocates almost nothing.
//
// What depends on the language is data: a [Pack] is a folder of small tables
// (abbreviations, number words, month names, irregular verbs).
package lang
