package page

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
)

// demoClaim loads the demo dossier and gives the address of its claim.
func demoClaim(s *site) string {
	s.t.Helper()
	id := s.load(demoDossier)
	sheet, err := s.bench.Sheet(s.t.Context(), id, s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	return "/claims/" + sheet.Slug
}

func lacks(t *testing.T, body string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(body, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
}

func TestClaimPage(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	body := s.visit(claim, http.StatusOK)
	lacks(t, body, "Islamic State", "in front of the British parliament<a", "Public before?", "Inspired only", `class="strip"`, `class="ladder"`, `class="matrix"`,
		"What would change it", `class="trend"`, "How many voices", "Answer otherwise", `action="`+claim+`/evidence/e-`, claim+"/export/stix", claim+"/at/")
	if again := s.visit(claim, http.StatusOK); again != body {
		t.Errorf("the same page looks different the second time:\n%s", cmp.Diff(body, again))
	}
	past := s.visit(claim+"?as_of=2017-03-23", http.StatusOK)
	lacks(t, past, "Looking from", "23 Mar 2017 23:59 UTC", "very likely, 84", "This is a look back", `value="2017-03-23T23:59:59Z" selected`, "?as_of=2017-03-23T23%3A59%3A59Z")
	if strings.Contains(past, "official reviews and inquest, 2018") || strings.Contains(past, `name="reason"`) {
		t.Error("a look back knows what came later, or can be changed")
	}
	between := s.visit(claim+"?as_of=2017-04-20", http.StatusOK)
	lacks(t, between, `value="2017-04-20T23:59:59Z" selected`)
	s.role = caller.Reader
	if body := s.visit(claim, http.StatusOK); strings.Contains(body, "<form method=\"post\"") {
		t.Error("a reader is offered changes")
	}
}

func TestClaimAddresses(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	id := s.load(demoDossier)
	for name, tt := range map[string]struct {
		address string
		status  int
	}{
		"its identifier":       {"/claims/" + id, http.StatusOK},
		"the beginning of it":  {"/claims/" + id[:9], http.StatusOK},
		"nobody's":             {"/claims/river-front-kellington-2019-04", http.StatusNotFound},
		"no time":              {claim + "?as_of=soon", http.StatusBadRequest},
		"before it was made":   {claim + "?as_of=2017-03-21", http.StatusBadRequest},
		"a time to come":       {claim + "/at/2030-01-01", http.StatusBadRequest},
		"a form that is not":   {claim + "/export/docx", http.StatusBadRequest},
		"an old change":        {claim + "?changed=2020-01-01T00:00:00Z&did=accept", http.StatusOK},
		"a change to come":     {claim + "?changed=2030-01-01T00:00:00Z&did=accept", http.StatusOK},
		"a change at no time":  {claim + "?changed=x", http.StatusOK},
		"a look at a kept one": {claim + "/at/" + s.now.Format(time.RFC3339), http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.visit(tt.address, tt.status)
		})
	}
}

// What a permanent address shows stays the same, whatever is entered later.
func TestPermanentAddress(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	permanent := regexp.MustCompile(`href="(` + claim + `/at/[^"]+)"`).FindStringSubmatch(s.visit(claim, http.StatusOK))
	if permanent == nil {
		t.Fatal("no permanent address")
	}
	before := mainOf(s.visit(permanent[1], http.StatusOK))
	s.now = s.now.Add(time.Hour)
	s.post(claim+"/evidence", url.Values{"answer": {"A05|confirmed"}, "reliability": {"A"}, "credibility": {"1"}, "voice": {"Police"}, "known": {"2017-04-01"}, "reason": {"told"}}.Encode(), http.StatusSeeOther)
	if now := mainOf(s.visit(claim, http.StatusOK)); now == before {
		t.Error("the change does not show")
	}
	if after := mainOf(s.visit(permanent[1], http.StatusOK)); verdictOf(after) != verdictOf(before) {
		t.Errorf("what the permanent address shows has changed:\n%s", cmp.Diff(verdictOf(before), verdictOf(after)))
	}
}

func mainOf(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	return rest
}

// verdictOf is the part that holds the verdict, its reasons and evidence.
func verdictOf(body string) string {
	_, rest, _ := strings.Cut(body, `id="verdict"`)
	rest, _, _ = strings.Cut(rest, `id="history"`)
	return rest
}

var itemID = regexp.MustCompile(`<article class="item (\w+)[^"]*" id="(e-\w+)"`)

// Evidence is accepted, rejected, corrected, added and all of it taken back;
// each time the page tells what that did.
func TestChanges(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	status := func(id string) string {
		for _, m := range itemID.FindAllStringSubmatch(s.visit(claim, http.StatusOK), -1) {
			if m[2] == id {
				return m[1]
			}
		}
		return "gone"
	}
	change := func(address string, form url.Values, says ...string) string {
		t.Helper()
		s.now = s.now.Add(time.Minute)
		location, _ := s.post(address, form.Encode(), http.StatusSeeOther)
		to, _, _ := strings.Cut(location, "#")
		lacks(t, s.visit(to, http.StatusOK), says...)
		return location
	}
	e := evidenceOn(s, claim, "I02")
	item := claim + "/evidence/" + string(e.ID)
	change(item, url.Values{"do": {"reject"}, "reason": {"another inquest"}}, "Rejected.", "another inquest", "No longer counted")
	if got := status(string(e.ID)); got != "rejected" {
		t.Errorf("after rejecting it is %s", got)
	}
	change(item, url.Values{"do": {"undo"}, "reason": {"it was the right one"}}, "Taken back by a new entry.", "it was the right one")
	if got := status(string(e.ID)); got != "accepted" {
		t.Errorf("after taking that back it is %s", got)
	}
	change(item, url.Values{"do": {"correct"}, "value": {"directed"}, "credibility": {"3"}, "reason": {"read again"}}, "Corrected", "read again")
	if got := evidenceOn(s, claim, "I02"); got.Value != "directed" || got.Grade.String() != e.Grade.Reliability+"3" {
		t.Errorf("after correcting: %s %s", got.Value, got.Grade)
	}
	change(item, url.Values{"do": {"undo"}, "reason": {"no"}}, "Taken back")
	location := change(claim+"/evidence", url.Values{"answer": {"A06|confirmed"}, "reliability": {"B"}, "credibility": {"2"}, "voice": {"Police"}, "known": {"2017-04-01"}, "reason": {"a report"}}, "Added.", "New: ")
	added, _ := url.Parse(location)
	change(claim+"/evidence/"+added.Query().Get("item"), url.Values{"do": {"undo"}, "reason": {"wrong case"}}, "Taken back")
	change(claim+"/rule/dissent", url.Values{"reason": {"too sure"}}, "Your dissent is kept", "too sure")
	change(claim+"/rule/prior", url.Values{"set": {s.bench.Tables.Priors.Sets[0].Name}, "reason": {"to see"}}, "another starting point", "to see")
	change(claim+"/rule/keep", url.Values{"reason": {"end of shift"}}, "kept in the history")
}

// evidenceOn is the item that answers a question and counts.
func evidenceOn(s *site, claim, code string) credence.Evidence {
	s.t.Helper()
	id, err := s.bench.FindClaim(s.t.Context(), strings.TrimPrefix(claim, "/claims/"))
	if err != nil {
		s.t.Fatal(err)
	}
	sheet, err := s.bench.Sheet(s.t.Context(), string(id), s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	list := sheet.Brief.Assessment.Evidence
	i := slices.IndexFunc(list, func(e credence.Evidence) bool { return e.Code == code })
	if i < 0 {
		s.t.Fatalf("nothing answers %s", code)
	}
	return list[i]
}

func TestChangesRefused(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	item := claim + "/evidence/" + string(evidenceOn(s, claim, "I02").ID)
	before := mainOf(s.visit(claim, http.StatusOK))
	for name, tt := range map[string]struct {
		role          caller.Role
		address, form string
		status        int
		says          string
	}{
		"no reason":            {caller.Analyst, item, "do=reject&reason=+", http.StatusBadRequest, "say why"},
		"a reader":             {caller.Reader, item, "do=reject&reason=x", http.StatusForbidden, "may not"},
		"nobody":               {caller.None, item, "do=reject&reason=x", http.StatusForbidden, "may not"},
		"nothing to do":        {caller.Analyst, item, "do=erase&reason=x", http.StatusBadRequest, "accept, reject"},
		"no such item":         {caller.Analyst, claim + "/evidence/e-zzzzzzzz", "do=reject&reason=x", http.StatusNotFound, ""},
		"no such answer":       {caller.Analyst, item, "do=correct&value=perhaps&reason=x", http.StatusBadRequest, "perhaps"},
		"no such question":     {caller.Analyst, claim + "/evidence", "answer=Z99|yes&reliability=A&credibility=1&voice=x&known=2017-04-01&reason=x", http.StatusBadRequest, "Z99"},
		"known tomorrow":       {caller.Analyst, claim + "/evidence", "answer=A06|none&reliability=A&credibility=1&voice=x&known=2030-01-01&reason=x", http.StatusBadRequest, "not come yet"},
		"nobody's voice":       {caller.Analyst, claim + "/evidence", "answer=A06|none&reliability=A&credibility=1&known=2017-04-01&reason=x", http.StatusBadRequest, "whose voice"},
		"a reason of a novel":  {caller.Analyst, item, "do=reject&reason=" + strings.Repeat("x", maxReason+1), http.StatusBadRequest, "longer"},
		"a form of megabytes":  {caller.Analyst, item, "do=reject&reason=" + strings.Repeat("x", maxForm), http.StatusRequestEntityTooLarge, "too large"},
		"a prior by analysts":  {caller.Analyst, claim + "/rule/prior", "set=even&reason=x", http.StatusForbidden, ""},
		"a prior there is not": {caller.Editor, claim + "/rule/prior", "set=none&reason=x", http.StatusBadRequest, "want one of"},
		"a rule there is not":  {caller.Editor, claim + "/rule/drop", "reason=x", http.StatusNotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s.t, s.role = t, tt.role
			_, body := s.post(tt.address, tt.form, tt.status)
			lacks(t, body, tt.says)
		})
	}
	s.role = caller.Admin
	if after := mainOf(s.visit(claim, http.StatusOK)); after != before {
		t.Errorf("a refused change changed something:\n%s", cmp.Diff(before, after))
	}
}

func TestExports(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	for _, f := range exportForms {
		t.Run(f.Name, func(t *testing.T) {
			res := s.do(httptest.NewRequest("GET", claim+"/export/"+f.Name+"?as_of=2018-10-12", nil))
			if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Disposition"), "attachment") || res.ContentLength == 0 {
				t.Errorf("%d %v", res.StatusCode, res.Header)
			}
		})
	}
}

func TestWording(t *testing.T) {
	detail := func(value string, stated bool, public credence.Answer) credence.DetailTest {
		return credence.DetailTest{Detail: credence.Detail{Value: value, Stated: stated}, PublicBefore: public}
	}
	for name, tt := range map[string]struct {
		words   string
		details []credence.DetailTest
		want    []piece
	}{
		"none":           {"We struck the mill", nil, []piece{{Text: "We struck the mill"}}},
		"case":           {"We struck The Mill", []credence.DetailTest{detail("the mill", true, credence.Yes)}, []piece{{Text: "We struck "}, {"The Mill", 1, credence.Yes}}},
		"numbers":        {"two at the mill", []credence.DetailTest{detail("left out", false, ""), detail("mill", true, credence.No), detail("two at", true, "")}, []piece{{"two at", 2, ""}, {Text: " the "}, {"mill", 1, credence.No}}},
		"whole words":    {"the windmill", []credence.DetailTest{detail("mill", true, "")}, []piece{{Text: "the windmill"}}},
		"within another": {"the old mill", []credence.DetailTest{detail("old mill", true, ""), detail("mill", true, "")}, []piece{{Text: "the "}, {"old mill", 1, ""}}},
		"up to a comma":  {"it was yesterday", []credence.DetailTest{detail("yesterday, that is 2 April", true, "")}, []piece{{Text: "it was "}, {"yesterday", 1, ""}}},
		"other scripts":  {"на мельнице", []credence.DetailTest{detail("мельнице", true, "")}, []piece{{Text: "на "}, {"мельнице", 1, ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, wording(&credence.Claim{Wording: tt.words}, tt.details)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A page that is kept is sent as the reader takes it.
func TestKeptPages(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	ask := func(header, value string) *http.Response {
		r := httptest.NewRequest("GET", claim, nil)
		r.Header.Set(header, value)
		return s.do(r)
	}
	packed := ask("Accept-Encoding", "br, gzip;q=0.8")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == "" {
		t.Fatalf("%v", packed.Header)
	}
	if n := packed.ContentLength; n > 100<<10 {
		t.Errorf("the page weighs %d bytes", n)
	}
	if plain := ask("Accept-Encoding", "gzip;q=0"); plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("%v", plain.Header)
	}
	if same := ask("If-None-Match", packed.Header.Get("ETag")); same.StatusCode != http.StatusNotModified {
		t.Errorf("%d", same.StatusCode)
	}
	s.role = caller.Reader // another person never gets the page of this one
	if other := ask("If-None-Match", packed.Header.Get("ETag")); other.StatusCode != http.StatusOK {
		t.Errorf("%d", other.StatusCode)
	}
}
