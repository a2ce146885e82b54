package language

import (
	"strings"
	"testing"
	"testing/quick"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "The group said on Friday that it was behind the attack, but the police have not confirmed what it says."},
		{"fr", "Le groupe a revendiqué vendredi l'attaque, mais la police n'a pas encore confirmé ces déclarations au public."},
		{"de", "Die Gruppe hat sich am Freitag zu dem Anschlag bekannt, doch die Polizei hat diese Angaben noch nicht bestätigt."},
		{"ar", "أعلنت الجماعة يوم الجمعة مسؤوليتها عن الهجوم لكن الشرطة لم تؤكد حتى الآن ما جاء في البيان المنشور"},
		{"ru", "Группа заявила в пятницу, что стоит за нападением, однако полиция пока не подтвердила эти сведения. Следствие продолжается, и его итоги будут объявлены позже, сообщил представитель министерства журналистам."},
		{"", "Too short to tell"},
		{"", ""},
		{"", strings.Repeat("1 2 3 ", 40)},
	} {
		if got := Detect(c.text); got != c.want {
			t.Errorf("Detect(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDetectNeverFails(t *testing.T) {
	if err := quick.Check(func(b []byte) bool { _ = Detect(string(b)); return true }, nil); err != nil {
		t.Error(err)
	}
}
