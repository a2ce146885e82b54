package workbench

import (
	"errors"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestPersonal(t *testing.T) {
	for name, want := range map[string]bool{
		"Jo Marlow": true, "Abu Yusuf al-Kelli": true, "Maria de la Cruz": true, "Änne Öster": true,
		"gunmen": false, "two gunmen": false, "Five Gunmen": false, "Free Valley Militia": false, "Jo": false,
		"16 March 1978 Jo": false, "masked man": false, "": false, "Jo marlow": false, "al Kelli": false,
		"One Two Three Four Five Six Seven": false,
	} {
		if got := personal(name); got != want {
			t.Errorf("personal(%q) = %v", name, got)
		}
	}
}

// why gives what stands against handing the verdict on, "" if nothing.
func why(t *testing.T, w *Workbench, claim, by string) string {
	t.Helper()
	err := w.ExportAllowed(t.Context(), claim, AsOf{Known: noon.AddDate(1, 0, 0)}, by)
	var input *credence.InputError
	if err != nil && !errors.As(err, &input) {
		t.Fatal(err)
	}
	if err == nil {
		return ""
	}
	return input.Reason
}

// The verdict on the Westminster dossier names only somebody who is dead; as
// soon as a living person is named two people must stand behind it, and again
// when it moves.
func TestSignOff(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		year := noon.AddDate(1, 0, 0)
		signOff := func(by string) func() error {
			return func() error {
				a := act(by, "read it all", 9)
				a.Known = year
				_, err := w.SignOff(ctx, claim, a)
				return err
			}
		}
		rule := func(name, status string, hour int) func() error {
			return func() error { _, err := w.RulePerson(ctx, claim, name, status, act("ana", "police", hour)); return err }
		}
		for _, step := range []struct {
			name string
			do   func() error
			by   string // who wants to hand it on then
			want string // what stands against it
		}{
			{"the only attacker is dead", func() error { return nil }, "ana", ""},
			{"somebody living is named", rule("Jo Marlow", "suspected", 1), "ana", "second person"},
			{"somebody signs who wants to hand it on", signOff("bo"), "Bo", "somebody else must hand it on"},
			{"somebody else hands it on", func() error { return nil }, "ana", ""},
			{"the verdict rests on something new", func() error {
				_, err := w.AddEvidence(ctx, claim, answer("A06", "none", "police"), false, act("cy", "read it", 2))
				return err
			}, "ana", "has changed since"},
			{"it is signed again", signOff("bo"), "ana", ""},
			{"it turns out that this is nobody", rule("Jo Marlow", "unidentified", 3), "bo", ""},
			{"convicted, so the name may be printed, and living", rule("Jo Marlow", "convicted", 4), "ana", "has changed since"},
		} {
			if err := step.do(); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
			if got := why(t, w, claim, step.by); step.want == "" && got != "" || !strings.Contains(got, step.want) {
				t.Errorf("%s: got %q, want %q", step.name, got, step.want)
			}
			sheet, err := w.SheetAt(ctx, claim, AsOf{Known: noon.AddDate(1, 0, 0)})
			if err != nil {
				t.Fatal(err)
			}
			if free := why(t, w, claim, "somebody else") == ""; free != (sheet.Signed || !sheet.Living) || sheet.Living != (sheet.Signing != "") {
				t.Errorf("%s: the sheet says living %v, signed %v, %q; somebody else may hand it on: %v", step.name, sheet.Living, sheet.Signed, sheet.Signing, free)
			}
		}
		var input *credence.InputError
		if err := signOff("Cy")(); !errors.As(err, &input) || !strings.Contains(input.Reason, "decisions of Cy") {
			t.Errorf("somebody signs off their own decision: %v", err)
		}
		c, err := w.Clearance(ctx, claim, AsOf{Known: year}, "ana")
		if err != nil || len(c.SignOffs) != 2 || c.SignOffs[0].Holds || !c.Needed {
			t.Errorf("Clearance = %+v, %v", c, err)
		}
		if _, err := db.VerifyJournal(ctx); err != nil {
			t.Error(err)
		}
	})
}

// Whoever a report names counts as living until somebody says otherwise.
func TestPeopleOfReports(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	take(t, w, noon, report("kell", "2019-04-30", firstReport),
		report("reed", "2019-04-30T18:00Z", firstReport+" Police accused Jo Marlow of carrying out the bombing."))
	c := claimed(t, w, "islamic-state")
	people, err := w.People(t.Context(), string(c.ID), AsOf{Known: noon})
	if err != nil {
		t.Fatal(err)
	}
	if len(people) != 1 || people[0].Name != "Jo Marlow" || people[0].Status != statusSuspected || people[0].Open || !people[0].Living() {
		t.Errorf("people = %+v", people)
	}
}

// Whom a speaker blames is named as an attacker, whatever the wording.
func TestPeopleWhomSpeakersBlame(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	take(t, w, noon, report("kell", "2019-04-30", firstReport),
		report("reed", "2019-04-30T18:00Z", firstReport+" The interior minister blamed Jo Marlow for the bombing."))
	people, err := w.People(t.Context(), string(claimed(t, w, "islamic-state").ID), AsOf{Known: noon})
	if err != nil || len(people) != 1 || people[0].Name != "Jo Marlow" || people[0].Open {
		t.Errorf("people = %+v, %v", people, err)
	}
}

func TestAccused(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The attacker was named by police as Jo Marlow.", "Jo Marlow"},
		{"The gunman, who lived in Kell, was identified as Abu Yusuf al-Kelli, police said.", "Abu Yusuf al-Kelli"},
		{"The suspect, Maria de la Reed, fled.", "Maria de la Reed"},
		{"Änne Öster, 34, was charged with murder.", "Änne Öster"},
		{"Prosecutors charged Jo Marlow on Friday.", "Jo Marlow"},
		{"The victims were named as Jo Marlow and Tom Reed.", ""},
		{"Police arrested five men in Kell Bridge.", ""},
		{"They accused Free Valley Militia.", ""},
		{"It named the bomber as “Jo Marlow” on its site.", "Jo Marlow"},
		{"Police identified the suspected gunman as Jo Marlow.", "Jo Marlow"},
		{"A man renamed the driver as Jo Marlow.", ""},
		{"Jo Marlow, the mayor, was shocked.", ""},
	} {
		if got := strings.Join(accused(tt.text), ", "); got != tt.want {
			t.Errorf("accused(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestRefusedPeople(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	claim := dossier(t, w, "london-westminster-2017")
	for _, tt := range []struct{ name, person, status, reason, want string }{
		{"no reason", "Jo Marlow", "deceased", "", "a reason"},
		{"a status nobody knows", "Jo Marlow", "guilty", "because", "want one of charged, cleared"},
		{"nobody", "  ", "deceased", "because", "say who"},
	} {
		_, err := w.RulePerson(t.Context(), claim, tt.person, tt.status, act("ana", tt.reason, 1))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
