package event

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// prepared reads a text up to the point where models are asked.
func prepared(t *testing.T, text string) *reading {
	t.Helper()
	x := newReader(t)
	x.read.prepare(x.analyser.Analyse(text), time.Time{})
	return &x.read
}

// phraseOf is the first phrase that ends in the word.
func phraseOf(t *testing.T, r *reading, word string) int32 {
	t.Helper()
	for k := range r.phrases {
		if p := &r.phrases[k]; r.text.Normal(int(p.head)) == word {
			return int32(k)
		}
	}
	t.Fatalf("no phrase ends in %q", word)
	return -1
}

func TestNameMembers(t *testing.T) {
	for _, tc := range []struct {
		name, text, head string
		want             []string
	}{
		{"as many names as people", "GUNMEN KIDNAPPED THREE ENGINEERS, JUAN SOTO, PEDRO RUIZ, AND LUIS VEGA.", "engineers",
			[]string{"JUAN SOTO: ENGINEER", "PEDRO RUIZ: ENGINEER", "LUIS VEGA: ENGINEER"}},
		{"named in the next sentence", "GUNMEN KILLED TWO TEACHERS. THE VICTIMS WERE JUAN SOTO AND PEDRO RUIZ.", "teachers",
			[]string{"JUAN SOTO: TEACHER", "PEDRO RUIZ: TEACHER"}},
		{"fewer names", "GUNMEN KIDNAPPED THREE ENGINEERS, AMONG THEM JUAN SOTO.", "engineers", []string{"engineers"}},
		{"a name twice", "GUNMEN KILLED TWO TEACHERS. JUAN SOTO DIED AT ONCE, SAID A FRIEND OF JUAN SOTO.", "teachers", []string{"teachers"}},
		{"a name that something is of", "GUNMEN KILLED TWO TEACHERS OF JUAN SOTO AND WOUNDED PEDRO RUIZ.", "teachers", []string{"teachers"}},
		{"just people", "GUNMEN KILLED TWO PEOPLE, JUAN SOTO AND PEDRO RUIZ.", "people", []string{"JUAN SOTO: ", "PEDRO RUIZ: "}},
		{"no number", "GUNMEN KILLED TEACHERS, JUAN SOTO AND PEDRO RUIZ.", "teachers", []string{"teachers"}},
	} {
		r := prepared(t, tc.text)
		k := phraseOf(t, r, tc.head)
		list := r.nameMembers([]entity{{role: rolePerson, mentions: []int32{k}, named: -1, told: k, plural: true, keep: 1}})
		var got []string
		for i := range list {
			e := &list[i]
			switch {
			case e.named < 0:
				got = append(got, r.text.Normal(int(r.phrases[e.told].head)))
			case e.member:
				got = append(got, r.plain(r.phrases[e.named].name, r.phrases[e.named].head+1)+": "+singular(r.uncounted(e.told)))
			default:
				got = append(got, r.plain(r.phrases[e.named].name, r.phrases[e.named].head+1)+": ")
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestArmedGroup(t *testing.T) {
	for text, want := range map[string]bool{
		"THEY ATTACKED THE SHINING PATH.":    true,
		"THEY ATTACKED A SHINING PATH CAMP.": false,
		"THEY ATTACKED A NEWSPAPER.":         false,
	} {
		r := prepared(t, text)
		k := int32(len(r.phrases) - 1)
		if got := r.armedGroup(&entity{role: rolePhysical, mentions: []int32{k}}); got != want {
			t.Errorf("%s %v, want %v", text, got, want)
		}
	}
}

func TestSingular(t *testing.T) {
	for many, one := range map[string]string{
		"ENGINEERS": "ENGINEER", "two engineers": "two engineer", "young women": "young woman", "WITNESSES": "WITNESS", "boss": "boss", "deputies": "deputy",
		"LEADERS OF THE UNION": "LEADER OF THE UNION", "children": "child", "clergy": "clergy", "": "", "Jesuits": "Jesuit",
	} {
		if got := singular(many); got != one {
			t.Errorf("singular(%q) = %q, want %q", many, got, one)
		}
	}
}

func TestWeaponClass(t *testing.T) {
	for text, want := range map[string]string{
		"THEY THREW STICKS OF DYNAMITE AT IT.":           "dynamite",
		"A DYNAMITE CHARGE WENT OFF.":                    "dynamite",
		"A CAR BOMB WENT OFF.":                           "vehicle_bomb",
		"A BOMB WENT OFF.":                               "bomb",
		"HE WAS HIT BY RIFLE BULLETS.":                   "rifle",
		"A BOMB OF 5 KG OF DYNAMITE WENT OFF.":           "dynamite",
		"AN EXPLOSIVE DEVICE WENT OFF.":                  "bomb",
		"GRENADES WERE THROWN.":                          "grenade",
		"A CHARGE OF EXPLOSIVES WAS FOUND IN THE HOUSE.": "explosive",
	} {
		r := prepared(t, text)
		got := ""
		for k := range r.phrases {
			if got = r.weaponClass(int32(k)); got != "" {
				break
			}
		}
		if got != want {
			t.Errorf("%s class %q, want %q", strings.ToLower(text), got, want)
		}
	}
}

func TestImpliedWeapon(t *testing.T) {
	for _, tc := range []struct {
		text string
		of   func(r *reading, c *cluster) string
		want string
	}{
		{"THE MAYOR WAS SHOT AT HOME.", func(r *reading, c *cluster) string { return r.gunOf(c).Class }, "gun"},
		{"THE MAYOR WAS MACHINEGUNNED AT HOME.", func(r *reading, c *cluster) string { return r.gunOf(c).Class }, "machine_gun"},
		{"THE MAYOR DIED AT HOME.", func(r *reading, c *cluster) string { return r.gunOf(c).Class }, "gun"},
		{"THE BANK WAS DYNAMITED.", func(r *reading, c *cluster) string { return r.bombOf(c).Class }, "dynamite"},
		{"THE BANK WAS BLOWN UP.", func(r *reading, c *cluster) string { return r.bombOf(c).Class }, "bomb"},
	} {
		r := prepared(t, tc.text)
		if got := tc.of(r, &cluster{sents: []int32{0}}); got != tc.want {
			t.Errorf("%s %q, want %q", strings.ToLower(tc.text), got, tc.want)
		}
	}
}
