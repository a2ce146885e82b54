package api

import (
	"net/http"

	"github.com/credence-project/credence/internal/server/caller"
)

// exportTypes are the media types that an export may have.
var exportTypes = []string{
	"text/html", "text/markdown", "text/plain", "text/csv", "application/json", "application/jsonl", "application/ld+json",
	"application/stix+json", "application/zip",
}

// operations is the table of all operations. What needs more than to look
// names the role.
func (a *API) operations() {
	const analyst, editor, admin = caller.Analyst, caller.Editor, caller.Admin
	const made, queued, done = http.StatusCreated, http.StatusAccepted, http.StatusNoContent

	get(a, operation{path: "/claims", id: "list-claims", tag: "claims", summary: "List claims, newest first"}, a.listClaims)
	get(a, operation{path: "/claims/{claim}", id: "read-claim", tag: "claims", summary: "A claim with its brief"}, a.readClaim)
	get(a, operation{path: "/claims/{claim}/evidence", id: "list-evidence", tag: "claims", summary: "The evidence on a claim, recorded and proposed, with what was decided on it"}, a.listEvidence)
	post(a, operation{path: "/claims/{claim}/evidence", id: "add-evidence", tag: "claims", summary: "Answer a question about a claim", role: analyst, status: made}, a.addEvidence)
	post(a, operation{path: "/claims/{claim}/evidence/{item}/decision", id: "decide-evidence", tag: "claims", summary: "Accept or reject an item of evidence", role: analyst, status: made}, a.decideEvidence)
	post(a, operation{path: "/claims/{claim}/evidence/{item}/correction", id: "correct-evidence", tag: "claims", summary: "Put another answer in place of an item", role: analyst, status: made}, a.correctEvidence)
	post(a, operation{path: "/claims/{claim}/evidence/{item}/undoing", id: "undo-evidence", tag: "claims", summary: "Take back the last change of an item, by another entry", role: analyst, status: made}, a.undoEvidence)
	get(a, operation{path: "/claims/{claim}/verdicts", id: "list-verdicts", tag: "claims", summary: "The verdicts kept on a claim, in the order of recording"}, a.listVerdicts)
	post(a, operation{path: "/claims/{claim}/verdicts", id: "keep-verdict", tag: "claims", summary: "Judge a claim and keep the verdict in its history", role: analyst, status: made}, a.keepVerdict)
	get(a, operation{path: "/claims/{claim}/comparison", id: "compare-claim", tag: "claims", summary: "What changed Between two times, and why"}, a.compareClaim)
	get(a, operation{path: "/claims/{claim}/pool", id: "pool-claim", tag: "claims", summary: "The codings of several analysts, joined"}, a.poolClaim)
	post(a, operation{path: "/claims/{claim}/dissent", id: "dissent", tag: "claims", summary: "Say that you do not share the verdict", role: analyst, status: done}, a.dissent)
	post(a, operation{path: "/claims/{claim}/prior", id: "choose-prior", tag: "claims", summary: "Choose the set of priors that a claim is judged from", role: editor, status: done}, a.choosePrior)

	get(a, operation{path: "/incidents", id: "list-incidents", tag: "incidents", summary: "List incidents, newest first"}, a.listIncidents)
	get(a, operation{path: "/incidents/{incident}", id: "read-incident", tag: "incidents", summary: "An incident with its reports, facts, claims and voices"}, a.readIncident)

	get(a, operation{path: "/documents", id: "list-documents", tag: "documents", summary: "List documents, newest first, without their texts"}, a.listDocuments)
	get(a, operation{path: "/documents/{document}", id: "read-document", tag: "documents", summary: "A document with its copies and what it tells of"}, a.readDocument)
	get(a, operation{path: "/documents/{document}/spans", id: "list-spans", tag: "documents", summary: "The passages of a document with what each became"}, a.listSpans)
	get(a, operation{path: "/documents/{document}/original", id: "read-original", tag: "documents", summary: "The bytes that a document was taken from", role: analyst, more: filed("application/octet-stream")}, a.readOriginal)
	post(a, operation{path: "/documents", id: "add-text", tag: "documents", summary: "Add a report by its words", role: analyst, status: queued}, a.addText)
	post(a, operation{path: "/documents/address", id: "add-address", tag: "documents", summary: "Add a page or feed of the web", role: analyst, status: queued}, a.addAddress)
	post(a, operation{path: "/documents/file", id: "add-file", tag: "documents", summary: "Add what a file holds", role: analyst, status: queued, more: binary}, a.addFile)
	get(a, operation{path: "/tasks", id: "list-tasks", tag: "documents", summary: "What was handed in, newest first"}, a.listTasks)
	get(a, operation{path: "/tasks/{task}", id: "read-task", tag: "documents", summary: "How far a task has got"}, a.readTask)
	get(a, operation{path: "/search", id: "search", tag: "documents", summary: "Find documents by their words"}, a.search)

	get(a, operation{path: "/claimants/{claimant}", id: "read-claimant", tag: "claimants", summary: "What became of the claims of a claimant"}, a.readClaimant)
	get(a, operation{path: "/claimants/{claimant}/series", id: "list-series", tag: "claimants", summary: "Attacks and claims of a claimant by month"}, a.listSeries)

	get(a, operation{path: "/casebook/scores", id: "read-scores", tag: "method", summary: "How the judgement fares on the reference cases"}, a.readScores)
	get(a, operation{path: "/method/tables", id: "list-tables", tag: "method", summary: "The tables of the method and their versions"}, a.listTables)
	get(a, operation{path: "/method/tables/{table}", id: "read-table", tag: "method", summary: "A table of the method"}, a.readTable)

	get(a, operation{path: "/exports/{format}", id: "export", tag: "exports", summary: "Claims in a form to hand on", more: filed(exportTypes...)}, a.export)

	get(a, operation{path: "/events", id: "follow", tag: "changes", summary: "Changes and progress, as they happen", more: streamed}, a.follow)

	get(a, operation{path: "/hooks", id: "list-hooks", tag: "hooks", summary: "Addresses that are told of changes", role: admin}, a.listHooks)
	post(a, operation{path: "/hooks", id: "add-hook", tag: "hooks", summary: "Have an address told of changes", role: admin, status: made}, a.addHook)
	del(a, operation{path: "/hooks/{hook}", id: "remove-hook", tag: "hooks", summary: "Tell an address no more", role: admin, status: done}, a.removeHook)
	post(a, operation{path: "/hooks/{hook}/trial", id: "try-hook", tag: "hooks", summary: "Send a hook something to try whether it is reached", role: admin, status: queued}, a.tryHook)
	get(a, operation{path: "/hooks/{hook}/deliveries", id: "list-deliveries", tag: "hooks", summary: "What a hook was told, newest first", role: admin}, a.listDeliveries)
}
