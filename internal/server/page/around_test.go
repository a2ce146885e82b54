package page

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

const (
	blast = "MOSUL, Iraq, May 8, 2018 - A car bomb exploded at a market in Mosul on Tuesday, killing four people and wounding 11, police said.\n\nThe Islamic State group claimed responsibility for the bombing in a statement. \"One of our soldiers blew up the car,\" it said."
	later = "MOSUL, Iraq, May 9, 2018 - Six people died and about 20 were injured when a car bomb went off in a market in the Iraqi city of Mosul on Tuesday. Islamic State said it had carried out the attack."
	other = "KIRKUK, Iraq, May 9, 2018 - Gunmen shot dead two policemen at a checkpoint in Kirkuk on Tuesday. No group has claimed the attack."
)

// paste adds a text through the form and gives the page of the document.
func (s *site) paste(title, outlet, day, text string) string {
	s.t.Helper()
	form := url.Values{"title": {title}, "outlet": {outlet}, "published": {day}, "url": {"https://" + outlet + "/" + day}, "text": {text}}
	task, _ := s.post("/add/text", form.Encode(), http.StatusSeeOther)
	page := s.waitFor(task)
	m := regexp.MustCompile(`/documents/d-[a-z0-9]+`).FindString(page)
	if m == "" {
		s.t.Fatalf("no document on %s:\n%s", task, page)
	}
	return m
}

// waitFor visits the page of a task until it is over.
func (s *site) waitFor(task string) string {
	s.t.Helper()
	for {
		changed := s.bench.Intake.Changed()
		t, err := s.bench.Intake.Task(strings.TrimPrefix(task, "/add/"))
		if err != nil {
			s.t.Fatal(err)
		}
		if t.Over() {
			return s.visit(task, http.StatusOK)
		}
		<-changed
	}
}

// market is a site with three reports of our own words.
func market(t *testing.T) (s *site, docs [3]string) {
	s = newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	docs[0] = s.paste("Bomb at market in Mosul", "river.example", "2018-05-08", blast)
	docs[1] = s.paste("Mosul market blast", "delta.example", "2018-05-09", later)
	docs[2] = s.paste("Shots in Kirkuk", "plain.example", "2018-05-09", other)
	return s, docs
}

// holds fails for each of the texts that the page does not show.
func holds(t *testing.T, what, page string, texts ...string) {
	t.Helper()
	for _, w := range texts {
		if !strings.Contains(page, w) {
			t.Errorf("%s does not show %q", what, w)
		}
	}
}

func link(t *testing.T, page, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindString(page)
	if m == "" {
		t.Fatalf("no link %s in\n%s", pattern, page)
	}
	return m
}

const (
	incidentLink = `/incidents/i-[a-z0-9]+`
	rulingValue  = `name="ruling" value="r-[a-z0-9]+`
)

func TestIncidentPage(t *testing.T) {
	s, docs := market(t)
	doc := s.visit(docs[0], http.StatusOK)
	address := link(t, doc, incidentLink)
	page := s.visit(address, http.StatusOK)
	holds(t, "the incident", page, `<svg class="map"`, `class="land here"`, "Mosul", "Iraq", "Killed", "4 to 6", "river.example", "delta.example",
		"Islamic State", "2 reports", "not judged yet", "Could be one with", "Kirkuk")
	if strings.Contains(page, "style=") || strings.Contains(page, "onclick") {
		t.Error("the page has a style or a script of its own")
	}
	before := s.visit(address+"?as_of=2018-05-08T20:00Z", http.StatusOK)
	if strings.Contains(before, "delta.example") {
		t.Error("a report of the next day shows")
	}
	holds(t, "the incident as of the first day", before, "Looking from", docs[0]+"?as_of=")
	s.visit(address+"?as_of=2016-01-01", http.StatusBadRequest)
	s.visit("/incidents/i-00000000000000000000", http.StatusNotFound)
}

// A report by nobody known is called by its title, and so is its voice.
func TestReportsWithoutAnOutlet(t *testing.T) {
	s := newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	add := func(title, text string) string {
		task, _ := s.post("/add/text", url.Values{"title": {title}, "published": {"2018-05-08"}, "text": {text}}.Encode(), http.StatusSeeOther)
		return link(t, s.waitFor(task), `/documents/d-[a-z0-9]+`)
	}
	doc := add("Bomb at market in Mosul", blast)
	add("Mosul market blast", later)
	page := s.visit(link(t, s.visit(doc, http.StatusOK), incidentLink), http.StatusOK)
	holds(t, "the incident", page, "“Mosul market blast”</a>", "<strong>“Bomb at market in Mosul”</strong>")
	if strings.Contains(page, "a document</a>") || strings.Contains(page, "<strong></strong>") {
		t.Error("a report or a voice has no name")
	}
}

// A text in a language that nothing is read of is not called read, and runs as
// its script does.
func TestDocumentNobodyReads(t *testing.T) {
	s := newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	page := s.visit(s.paste("بيان", "nahr.example", "2018-05-08", "قال المتحدث إن الجماعة أعلنت مسؤوليتها عن الهجوم على السوق في المدينة يوم الثلاثاء"), http.StatusOK)
	holds(t, "the document", page, "Not read: the machine does not know this language", `dir="auto"`)
	if strings.Contains(page, "Read by the machine") {
		t.Error("it is called read")
	}
}

func TestIncidentRulings(t *testing.T) {
	s, docs := market(t)
	address := link(t, s.visit(docs[0], http.StatusOK), incidentLink)
	second := link(t, s.visit(docs[2], http.StatusOK), incidentLink)
	merge := url.Values{"with": {strings.TrimPrefix(second, "/incidents/")}, "reason": {"the same men, says the police"}}
	s.role = caller.Analyst
	s.post(address+"/merge", merge.Encode(), http.StatusForbidden)
	if strings.Contains(s.visit(address, http.StatusOK), "/merge") {
		t.Error("whoever may not join is asked to")
	}
	s.role = caller.Editor
	s.post(address+"/merge", url.Values{"with": merge["with"]}.Encode(), http.StatusBadRequest)
	to, _ := s.post(address+"/merge", merge.Encode(), http.StatusSeeOther)
	page := s.visit(to, http.StatusOK)
	holds(t, "the joined incident", page, "3 reports", "the same men, says the police", "by ana", "plain.example")
	_, ruling, _ := strings.Cut(link(t, page, rulingValue), `value="`)
	s.post(to+"/undo", url.Values{"ruling": {ruling}, "reason": {"it was a mistake"}}.Encode(), http.StatusSeeOther)
	holds(t, "the incident after the undoing", s.visit(to, http.StatusOK), "2 reports", "Could be one with")
	report := strings.TrimPrefix(docs[1], "/documents/")
	apart, _ := s.post(to+"/split", url.Values{"report": {report}, "reason": {"another market"}}.Encode(), http.StatusSeeOther)
	holds(t, "the incident set apart", s.visit(apart, http.StatusOK), "1 report", "another market", "delta.example")
}

func TestDocumentPage(t *testing.T) {
	s, docs := market(t)
	page := s.visit(docs[0], http.StatusOK)
	holds(t, "the document", page, `class="m m-statement"`, `class="m m-incident"`, "car bomb", `/claimants/islamic-state`, "/claims/", `id="n1"`, "Goes back to", "SHA-256", "Purpose")
	if got := text(page, "text"); !strings.Contains(got, "A car bomb exploded at a market in Mosul on Tuesday, killing four people") {
		t.Errorf("the marks break the text: %q", got)
	}
	s.visit(docs[1]+"?as_of=2018-05-08", http.StatusBadRequest)
	s.visit("/documents/d-nothing", http.StatusNotFound)
}

// text is what the element of a class holds, without its tags.
func text(page, class string) string {
	_, rest, _ := strings.Cut(page, `<div class="`+class+`"`)
	_, rest, _ = strings.Cut(rest, ">")
	rest, _, _ = strings.Cut(rest, "</div>")
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(rest, "")
}

func TestHostileDocument(t *testing.T) {
	s := newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	const hostile = `<script>alert(1)</script> A bomb exploded in Mosul on Tuesday, killing two people. </div><img src=x onerror=alert(2)> Islamic State claimed the attack.`
	doc := s.paste(`<b onmouseover="x">title`, "evil.example", "2018-05-08", hostile)
	for _, address := range []string{doc, "/search?q=bomb", "/search?q=%3Cscript%3E", "/add", "/"} {
		page := s.visit(address, http.StatusOK)
		for _, bad := range []string{"<script>alert", "<img src=x", "<b onmouseover"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s passes %q on", address, bad)
			}
		}
	}
}

func TestOriginalIsNoPage(t *testing.T) {
	s := newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	const html = "<!DOCTYPE html><html><head><title>Blast</title><script>alert(1)</script></head><body><p>A bomb exploded in Mosul on Tuesday, killing two people, the police said in the evening.</p></body></html>"
	to := s.upload("blast.html", []byte(html), http.StatusSeeOther)
	doc := link(t, s.waitFor(to), `/documents/d-[a-z0-9]+`)
	for _, as := range []string{"", "text"} {
		r := httptest.NewRequest("POST", doc+"/original", strings.NewReader(url.Values{"reason": {"compare"}, "as": {as}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res := s.do(r)
		var body bytes.Buffer
		if _, err := body.ReadFrom(res.Body); err != nil || body.String() != html {
			t.Errorf("as %q: %q, %v", as, body.String(), err)
		}
		kind, policy := res.Header.Get("Content-Type"), res.Header.Get("Content-Security-Policy")
		if strings.Contains(kind, "html") || !strings.Contains(policy, "sandbox") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("as %q: served as %s under %s", as, kind, policy)
		}
		if kept := strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment"); kept != (as == "") {
			t.Errorf("as %q: disposition %q", as, res.Header.Get("Content-Disposition"))
		}
	}
	s.post(doc+"/original", "", http.StatusBadRequest)
}

// upload sends a file through the form.
func (s *site) upload(name string, content []byte, status int) (location string) {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		s.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/add/file", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	res := s.do(r)
	if res.StatusCode != status {
		s.t.Fatalf("file %s: %d, want %d", name, res.StatusCode, status)
	}
	return res.Header.Get("Location")
}

func TestAddPage(t *testing.T) {
	s := newSite(t)
	t.Cleanup(s.bench.Intake.Close)
	holds(t, "the page", s.visit("/add", http.StatusOK), "Paste a text", "Drop a file", "fetches nothing", "Nothing yet")
	tests := []struct {
		name, address string
		form          url.Values
		status        int
		says          string
	}{
		{"no text", "/add/text", url.Values{"title": {"Silence"}}, http.StatusUnprocessableEntity, "Silence: there is no text"},
		{"no date", "/add/text", url.Values{"text": {"x"}, "published": {"last week"}}, http.StatusUnprocessableEntity, "last week"},
		{"what was typed stays", "/add/text", url.Values{"text": {"so it stays"}, "published": {"?"}}, http.StatusUnprocessableEntity, "so it stays</textarea>"},
		{"no address", "/add/address", url.Values{"address": {"file:///etc/passwd"}}, http.StatusUnprocessableEntity, "want an address of the web"},
		{"too long", "/add/text", url.Values{"text": {strings.Repeat("%", workbench.MaxPaste+40<<10)}}, http.StatusRequestEntityTooLarge, "too large"},
	}
	for _, tt := range tests {
		_, body := s.post(tt.address, tt.form.Encode(), tt.status)
		holds(t, tt.name, body, tt.says)
	}
	s.upload("empty.txt", nil, http.StatusUnprocessableEntity)
	to := s.upload("picture.bin", []byte("\x00\x01\x02\xff\xfe"), http.StatusSeeOther)
	holds(t, "a file nobody can read", s.waitFor(to), "failed", "picture.bin")
	holds(t, "the page after it", s.visit("/add", http.StatusOK), "picture.bin", "Nothing could be taken in")
	s.visit("/add/999", http.StatusNotFound)
	s.role = caller.Reader
	s.post("/add/text", url.Values{"text": {"x"}}.Encode(), http.StatusForbidden)
	s.upload("a.txt", []byte("x"), http.StatusForbidden)
	if strings.Contains(s.visit("/add", http.StatusOK), "<textarea") {
		t.Error("whoever may not add is asked to")
	}
}

func TestSearchPage(t *testing.T) {
	s, docs := market(t)
	page := s.visit("/search?q=mosul", http.StatusOK)
	holds(t, "the search", page, "<mark>Mosul</mark>", docs[0], docs[1], "/claims/", "/incidents/")
	if strings.Contains(page, docs[2]) {
		t.Error("finds what does not have the word")
	}
	early := s.visit("/search?q=mosul&as_of=2018-05-08T20:00Z", http.StatusOK)
	if strings.Contains(early, docs[1]) || !strings.Contains(early, docs[0]) {
		t.Error("as of the first day the report of the second shows, or that of the first does not")
	}
	if to, _ := s.leads("/search?q=" + strings.TrimPrefix(docs[0], "/documents/")); to != docs[0] {
		t.Errorf("the identifier of a document leads to %q", to)
	}
	holds(t, "a claimant", s.visit("/search?q=islamic+state", http.StatusOK), "/claimants/islamic-state")
	for _, q := range []string{"", "%22", "-", "*", "a:b+AND+(", "%00", "%E2%80%AE", "nothing-of-the-kind"} {
		s.visit("/search?q="+q, http.StatusOK)
	}
	s.visit("/search?q="+strings.Repeat("x", maxQuery+1), http.StatusBadRequest)
	s.visit("/search?q=a&after=nonsense", http.StatusBadRequest)
}

func TestClaimantPage(t *testing.T) {
	s, _ := market(t)
	page := s.visit("/claimants/islamic-state", http.StatusOK)
	holds(t, "the claimant", page, "<h1>Islamic State</h1>", `class="months"`, "n = 0", "Tier", "official", "Bombing, Mosul", "1 attack, 1 claimed; at most 1 attack a month")
	if to, _ := s.leads("/claimants/ISIS"); to != "/claimants/islamic-state" {
		t.Errorf("another name leads to %q", to)
	}
	holds(t, "before the claim", s.visit("/claimants/islamic-state?as_of=2017-01-01", http.StatusOK), "None by then")
	s.visit("/claimants/nobody-at-all", http.StatusNotFound)
}

// leads gives where an address leads.
func (s *site) leads(address string) (location string, status int) {
	res := s.do(httptest.NewRequest("GET", address, nil))
	return res.Header.Get("Location"), res.StatusCode
}

func TestCasebookPages(t *testing.T) {
	s := newSite(t)
	s.bench.Draws = 10
	page := s.visit("/casebook", http.StatusOK)
	holds(t, "the casebook", page, "/casebook/london-westminster-2017")
	book, err := s.bench.Casebook()
	for err == nil && book.Scores == nil {
		_, err = s.bench.Case(book.Cases[len(book.Cases)-1].Case.ID) // takes a while, as the others do
		if err == nil {
			book, err = s.bench.Casebook()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	page = s.visit("/casebook", http.StatusOK)
	holds(t, "the casebook with scores", page, `class="calibration"`, "Findings met", "the prior alone", "met</span>", "Calibration as a table")
	holds(t, "a case", s.visit("/casebook/london-westminster-2017", http.StatusOK), "Westminster", "Inspired only", "Findings and answers", "How the answer moved")
	s.visit("/casebook/no-such-case", http.StatusNotFound)
}

func TestMethodPage(t *testing.T) {
	s := newSite(t)
	page := s.visit("/method", http.StatusOK)
	tables := s.bench.Tables
	for _, r := range tables.Ladder.Rungs {
		holds(t, "the method", page, string(r.H))
	}
	for _, c := range tables.Codes.Codes {
		holds(t, "the method", page, `id="`+c.ID+`"`)
	}
	holds(t, "the method", page, tables.Codes.Version, tables.Priors.Version, tables.Rules.Version, "almost certain", "in use", "usually reliable")
}

func TestDemoPages(t *testing.T) {
	s := newSite(t)
	s.load("london-westminster-2017")
	rows, err := s.bench.Desk(t.Context())
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	page := s.visit("/incidents/"+string(rows[0].Incident), http.StatusOK)
	holds(t, "the incident of the demo", page, "United Kingdom", `<svg class="map"`, "A person placed each of them here", "Islamic State")
	if strings.Contains(page, "/split") {
		t.Error("what a person placed may be set apart as if the machine had joined it")
	}
	doc := s.visit(link(t, page, `/documents/d-[a-z0-9]+`), http.StatusOK)
	holds(t, "a document of the demo", doc, "our own words", "No original is kept")
	for _, d := range regexp.MustCompile(`/documents/d-[a-z0-9]+`).FindAllString(page, -1) {
		if doc = s.visit(d, http.StatusOK); strings.Contains(doc, "Evidence that rests on it") {
			break
		}
	}
	holds(t, "a document that evidence rests on", doc, "Evidence that rests on it", `class="grade"`, "/claims/"+rows[0].Slug+"#e-")
}

// Whatever is marked, the text stays the same, and each stretch leads to notes
// on passages that hold it.
func TestSegments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z é]{0,40}`).Draw(t, "text")
		marks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) workbench.Mark {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			return workbench.Mark{Span: credence.Span{Start: from, End: rapid.IntRange(from, len(text)).Draw(t, "to")}, Sort: rapid.SampledFrom([]string{"statement", "incident", "detail", "evidence"}).Draw(t, "sort")}
		}), 0, 8).Draw(t, "marks")
		at, whole := 0, ""
		for _, s := range segments(text, marks) {
			span := credence.Span{Start: at, End: at + len(s.Text)}
			for _, n := range s.Notes {
				if !marks[n-1].Contains(span) {
					t.Fatalf("%v is said to lie in %v", span, marks[n-1])
				}
			}
			for i, m := range marks {
				if m.Contains(span) && !slices.Contains(s.Notes, i+1) {
					t.Fatalf("%v lies in %v and does not lead there", span, m)
				}
			}
			at, whole = span.End, whole+s.Text
		}
		if whole != text {
			t.Fatalf("%q became %q", text, whole)
		}
	})
}

func TestKept(t *testing.T) {
	s, docs := market(t)
	address := link(t, s.visit(docs[0], http.StatusOK), incidentLink)
	first := s.visit(address, http.StatusOK)
	if again := s.visit(address, http.StatusOK); again != first {
		t.Error("the page that was kept differs")
	}
	s.role = caller.Reader
	if strings.Contains(s.visit(address, http.StatusOK), "/merge") {
		t.Error("a reader is given the page of an editor")
	}
	s.role = caller.Editor
	s.paste("Mosul again", "gulf.example", "2018-05-09", strings.Replace(later, "Six people", "Seven people", 1))
	holds(t, "the incident after another report came in", s.visit(address, http.StatusOK), "gulf.example")
	late := s.visit(address, http.StatusOK)
	if err := s.bench.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(2 * ages)
	if s.visit(address, http.StatusOK) != late {
		t.Error("a page made anew differs though nothing changed")
	}
}

// What nobody tells of, as when another program writes to the same store, is
// seen at once, on pages of now and on looks back.
func TestKeptUntilCommitted(t *testing.T) {
	s, _ := market(t)
	v, err := credence.ParseTime("2018-05-09")
	if err != nil {
		t.Fatal(err)
	}
	for word, address := range map[string]string{"zeppelin": "/search?q=zeppelin", "airship": "/search?q=airship&as_of=2018-06-01"} {
		for range 2 {
			if strings.Contains(s.visit(address, http.StatusOK), "/documents/") {
				t.Fatalf("%s finds something before it was there", address)
			}
		}
		d := credence.Document{Title: word, Text: "A " + word + " over Mosul.", Published: v}
		if _, err := s.bench.DB.AddDocuments(t.Context(), []credence.Document{d}, s.now); err != nil {
			t.Fatal(err)
		}
		holds(t, address, s.visit(address, http.StatusOK), "/documents/"+string(d.Identify()))
	}
}

// A page that was kept is told to be the same to whoever has it.
func TestKeptTag(t *testing.T) {
	s, docs := market(t)
	r := httptest.NewRequest("GET", docs[0], nil)
	first := s.do(r)
	tag := first.Header.Get("ETag")
	r.Header.Set("If-None-Match", tag)
	if again := s.do(r); tag == "" || again.StatusCode != http.StatusNotModified {
		t.Errorf("tag %q, then %s", tag, again.Status)
	}
}

// Only claimants of the register have pages, so that no page leads to one that
// is not there.
func TestClaimantsOfNoEntry(t *testing.T) {
	s := newSite(t)
	for name, linked := range map[string]bool{"mh17-2014": false, "bogota-2019": true} {
		page := s.visit("/claims/"+s.load(name), http.StatusOK)
		found := regexp.MustCompile(`"(/claimants/[^"]+)"`).FindAllStringSubmatch(page, -1)
		if (len(found) > 0) != linked {
			t.Errorf("%s: %d links to claimants", name, len(found))
		}
		for _, m := range found {
			s.visit(m[1], http.StatusOK)
		}
	}
}

// Prior sets are told in words; their names are for forms and tables alone.
func TestPriorInWords(t *testing.T) {
	s := newSite(t)
	const id = "dhaka-holey-2016"
	for _, address := range []string{"/claims/" + s.load(id), "/casebook/" + id} {
		read := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s.visit(address, http.StatusOK), "")
		holds(t, address, read, "Claimant with an active branch")
		for _, set := range s.bench.Tables.Priors.Sets {
			if regexp.MustCompile(`\b` + set.Name + `\b`).MatchString(read) {
				t.Errorf("%s names the prior set %s", address, set.Name)
			}
		}
	}
}
