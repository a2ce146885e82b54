// Command knowledge measures the knowledge test and the judgement from report
// texts alone. It reads case files, writes one output file per case in the
// form that the scorers read, and never looks at an answer key.
//
//	go run ./bench/knowledge CASES OUT
package main
