package plaintext

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

func TestParse(t *testing.T) {
	day := credence.Day(time.Date(2021, 5, 4, 0, 0, 0, 0, time.UTC), "text dateline")
	for _, c := range []struct {
		name, in string
		want     credence.Document
	}{
		{"dateline", " date 2021-05-04 Bridge  closed\n\nOne.\n\nTwo.\n", credence.Document{Title: "Bridge closed", Published: day, Text: "One.\n\nTwo."}},
		{"dateline without title", "date 2021-05-04\nOne.", credence.Document{Published: day, Text: "One."}},
		{"dateline and nothing else", "date 2021-05-04 Bridge closed", credence.Document{Title: "Bridge closed", Published: day}},
		{"an impossible date is text", "date 2021-02-30 Bridge closed\nOne.", credence.Document{Text: "date 2021-02-30 Bridge closed\nOne."}},
		{"a word is text", "dated 2021-05-04 is what it says", credence.Document{Text: "dated 2021-05-04 is what it says"}},
		{"lines and blanks", "\r\n\r\n  One\t line,\r\nand  more.\r\n\r\n\r\n\r\nTwo.\r\n", credence.Document{Text: "One line,\nand more.\n\nTwo."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in), "")
			if err != nil {
				t.Fatal(err)
			}
			c.want.Format = "text"
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseBounds(t *testing.T) {
	if _, err := Parse([]byte(" \n"), ""); !errors.Is(err, credence.ErrEmpty) {
		t.Errorf("blank text: %v", err)
	}
	d, err := Parse([]byte(strings.Repeat("word ", MaxSize/4)), "")
	if !errors.Is(err, credence.ErrTooLarge) || len(d.Text) == 0 || len(d.Text) > MaxSize {
		t.Errorf("large text: %d bytes, %v", len(d.Text), err)
	}
}

func TestIsText(t *testing.T) {
	for in, want := range map[string]bool{
		"plain": true, "né": true, "caf\xe9 au lait": true, "\xff\xfea\x00b\x00": true, "": false, " \n": false,
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": false, "GIF89a\x01\x00\x01\x00\x80\x01\x00\x00": false, "a\x01\x02\x03\x04\x05\x06b": false,
	} {
		if got := IsText([]byte(in)); got != want {
			t.Errorf("IsText(%q) = %v", in, got)
		}
	}
}

const head = "From: Press desk <press@harbour.example>\nTo: list@example.org\nSubject: Bridge\nDate: Tue, 4 May 2021 10:15:00 +0200\n"

func TestParseMail(t *testing.T) {
	for _, c := range []struct{ name, in, title, author, text string }{
		{"plain", head + "\nOne.\n\nTwo.\n", "Bridge", "Press desk", "One.\n\nTwo."},
		{"encoded header", strings.Replace(head, "Bridge", "=?iso-8859-1?Q?Br=FCcke?= =?utf-8?B?IGdlc3BlcnJ0?=", 1) + "\nx", "Brücke gesperrt", "Press desk", "x"},
		{"folded header", strings.Replace(head, "Bridge", "Bridge\n closed", 1) + "\nx", "Bridge closed", "Press desk", "x"},
		{"raw bytes in header", strings.Replace(head, "Bridge", "Br\xfccke", 1) + "\nx", "Brücke", "Press desk", "x"},
		{"encoded name", strings.Replace(head, "Press desk", "=?utf-8?q?J=C3=B6?=", 1) + "\nx", "Bridge", "Jö", "x"},
		{"broken sender", strings.Replace(head, "Press desk <press@harbour.example>", `"Press desk <press@harbour.example`, 1) + "\nx", "Bridge", "Press desk", "x"},
		{"quoted-printable", head + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nBr=FCcke ge=\nsperrt\n", "Bridge", "Press desk", "Brücke gesperrt"},
		{"base64", head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQnLDvGNr\nZQ==\n", "Bridge", "Press desk", "Brücke"},
		{"base64 cut", head + "Content-Transfer-Encoding: base64\n\nT25lLiBUd28uIFRo", "Bridge", "Press desk", "One. Two. Th"},
		{"html", head + "Content-Type: text/html\n\n<p>One.</p><p>Two.</p>", "Bridge", "Press desk", "One.\n\nTwo."},
		{"flowed", head + "Content-Type: text/plain; format=flowed\n\nOne line \nand the same.\nAnother.\n", "Bridge", "Press desk", "One line and the same.\nAnother."},
		{"alternative", head + "Content-Type: multipart/alternative; boundary=\"b\"\n\npreamble\n--b\nContent-Type: text/plain\n\nPlain.\n--b\nContent-Type: text/html\n\n<p>HTML.</p>\n--b--\n", "Bridge", "Press desk", "Plain."},
		{"nested with attachment", head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>HTML.</p>\n--b--\n--a\nContent-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nNot this.\n--a\nContent-Type: image/png\n\nxyz\n--a--\n", "Bridge", "Press desk", "HTML."},
		{"forwarded", head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nInner text.\n--a--\n", "Bridge", "Press desk", "Inner text."},
		{"cut within a part", head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nHalf of", "Bridge", "Press desk", "Half of"},
		{"mbox line", "From press@harbour.example Tue May  4 10:15:00 2021\n" + head + "\nx", "Bridge", "Press desk", "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !IsMail(c.in) {
				t.Error("not recognised")
			}
			d, err := ParseMail([]byte(c.in), nil)
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != c.title || d.Author != c.author || d.Text != c.text {
				t.Errorf("got %q by %q: %q\nwant %q by %q: %q", d.Title, d.Author, d.Text, c.title, c.author, c.text)
			}
			if want := credence.At(time.Date(2021, 5, 4, 8, 15, 0, 0, time.UTC), "mail date"); d.Published != want {
				t.Errorf("published %v, want %v", d.Published, want)
			}
			if d.Outlet != "harbour.example" {
				t.Errorf("outlet %q", d.Outlet)
			}
		})
	}
	if _, err := ParseMail([]byte(head+"\n"), nil); !errors.Is(err, credence.ErrEmpty) {
		t.Errorf("mail without text: %v", err)
	}
}

func TestIsMail(t *testing.T) {
	for in, want := range map[string]bool{
		head: true, "": false, "Dear all,\nSubject: x\nFrom: y\nTo: z\n": false, "Subject: one thing\nand another": false,
		"From: a\r\nTo: b\r\nSubject: c\r\n\r\n": true, "Note: a\nDate: b\n": false,
	} {
		if got := IsMail(in); got != want {
			t.Errorf("IsMail(%q) = %v", in, got)
		}
	}
}

func TestMessages(t *testing.T) {
	first, second := "From a Tue May  4 10:15:00 2021\n"+head+"\nOne.\nFrom here on.\n", "\nFrom b Tue May  4 10:16:00 2021\n"+head+"\nTwo.\n"
	got := Messages([]byte(first + second))
	if len(got) != 2 || !strings.Contains(string(got[0]), "From here on.") || !strings.HasPrefix(string(got[1]), "From b") {
		t.Errorf("got %q", got)
	}
	if got := Messages([]byte(head + "\nx\n\nFrom here on.")); len(got) != 1 {
		t.Errorf("one message became %q", got)
	}
}

func TestPageOf(t *testing.T) {
	in := "From: <Saved by a browser>\nSnapshot-Content-Location: https://h.example/a\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; type=\"text/html\"\n\n" +
		"--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://h.example/a\n\n<p>caf=C3=A9</p>\n--b--\n"
	page, address, mediaType, ok := PageOf([]byte(in))
	if !ok || strings.TrimSpace(string(page)) != "<p>café</p>" || address != "https://h.example/a" || mediaType != "text/html" {
		t.Errorf("got %q %q %q %v", page, address, mediaType, ok)
	}
	if _, _, _, ok := PageOf([]byte(head + "\nx")); ok {
		t.Error("an ordinary message passes for a page")
	}
}

func FuzzParseMail(f *testing.F) {
	f.Add([]byte(head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nx\n--a--\n"))
	f.Add([]byte(head + "Content-Transfer-Encoding: quoted-printable\n\n=E9=\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ParseMail(b, nil)
		if (d.Text == "") != errors.Is(err, credence.ErrEmpty) || !utf8.ValidString(d.Text) {
			t.Errorf("text %q, error %v", d.Text, err)
		}
		PageOf(b)
		_, _ = Parse(b, "")
	})
}
