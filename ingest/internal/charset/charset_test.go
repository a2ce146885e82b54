package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func encode(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecodeDeclared(t *testing.T) {
	le16, be32 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	for _, c := range []struct {
		name      string
		in        []byte
		mediaType string
		want      string
		wrong     bool
	}{
		{"plain", []byte("no more"), "", "no more", false},
		{"utf-8", []byte("café"), "", "café", false},
		{"mark", []byte("\ufeffcafé"), "text/plain; charset=iso-8859-1", "café", false},
		{"utf-16 with mark", encode(t, le16, "<a>né</a>"), "", "<a>né</a>", false},
		{"utf-16 without mark", encode(t, le16, "<a>né</a>")[2:], "", "<a>né</a>", false},
		{"utf-32 with mark", encode(t, be32, "<a>né</a>"), "", "<a>né</a>", false},
		{"utf-32 without mark", encode(t, be32, "<a>né</a>")[4:], "", "<a>né</a>", false},
		{"parameter", []byte("caf\xe9"), "text/html; charset=ISO-8859-1", "café", false},
		{"parameter in quotes", []byte("caf\xe9"), "text/html; charset='iso-8859-1'", "café", false},
		{"xml", []byte("<?xml version='1.0' encoding='koi8-r'?>\xc1"), "", "<?xml version='1.0' encoding='koi8-r'?>а", false},
		{"meta", []byte("<meta charset=windows-1251>\xc0"), "", "<meta charset=windows-1251>А", false},
		{"parameter before meta", []byte("<meta charset=windows-1251>\xe9"), "text/html;charset=latin1", "<meta charset=windows-1251>é", false},
		{"declares another than its own", []byte("<meta charset=windows-1251>café"), "", "<meta charset=windows-1251>café", true},
		{"declares utf-16 in ascii", []byte("<?xml version='1.0' encoding='utf-16'?>x"), "", "<?xml version='1.0' encoding='utf-16'?>x", true},
		{"declares nonsense", []byte("<?xml version='1.0' encoding='bogus'?>x"), "", "<?xml version='1.0' encoding='bogus'?>x", true},
		{"utf-8 with a stray byte", []byte(strings.Repeat("né ", 20) + "\xff"), "", strings.Repeat("né ", 20) + "\ufffd", true},
		{"cut character", []byte("né\xc3"), "", "né\ufffd", false},
		{"stateful", encode(t, japanese.ISO2022JP, "声明"), "text/plain; charset=iso-2022-jp", "声明", false},
		{"NULs", []byte("a\x00b then"), "", "ab then", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Decode(c.in, c.mediaType)
			if got.Text != c.want || (got.Wrong != "") != c.wrong {
				t.Errorf("Decode = %+v, want %q, wrong %v", got, c.want, c.wrong)
			}
		})
	}
}

// Texts that declare nothing are recognised by their bytes.
func TestDecodeGuesses(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		text string
	}{
		{"koi8-r", charmap.KOI8R, "Ответственность за нападение взяла на себя неизвестная группа, сообщило агентство. Полиция не подтвердила это заявление, и следствие продолжается."},
		{"windows-1251", charmap.Windows1251, "Ответственность за нападение взяла на себя неизвестная группа, сообщило агентство. Полиция не подтвердила это заявление, и следствие продолжается."},
		{"windows-1252", charmap.Windows1252, "La police n’a pas confirmé que le groupe était à l’origine de l’attaque, revendiquée après les événements de la soirée."},
		{"windows-1255", charmap.Windows1255, "הארגון קיבל אחריות על הפיגוע אבל המשטרה לא אישרה את הדברים ואמרה כי החקירה נמשכת וכי אין עדיין ממצאים"},
		{"windows-874", charmap.Windows874, "กลุ่มดังกล่าวอ้างความรับผิดชอบต่อเหตุโจมตี แต่ตำรวจยังไม่ยืนยันข้อมูลนี้และการสอบสวนยังดำเนินต่อไป"},
		{"shift_jis", japanese.ShiftJIS, "犯行声明が出されたが、警察はまだ確認していないと発表した。捜査は続いている。"},
		{"euc-jp", japanese.EUCJP, "犯行声明が出されたが、警察はまだ確認していないと発表した。捜査は続いている。"},
		{"euc-kr", korean.EUCKR, "이 단체는 공격이 자신들의 소행이라고 주장했지만 경찰은 아직 확인하지 않았다고 밝혔다."},
		{"gb18030", simplifiedchinese.GBK, "该组织声称对袭击负责，但警方尚未证实这一说法，调查仍在进行之中。"},
		{"big5", traditionalchinese.Big5, "該組織聲稱對襲擊負責，但警方尚未證實這一說法，調查仍在進行之中。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := append([]byte("<rss><channel><item><description>"), encode(t, c.enc, c.text)...)
			got := Decode(in, "")
			if !strings.HasSuffix(got.Text, c.text) || got.Wrong == "" {
				t.Errorf("Decode read it as %s: %q", got.Name, got.Text)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=koi8-r>\xc1\xc2"), "text/html; charset=utf-8")
	f.Add([]byte{0xff, 0xfe, 0x41}, "")
	f.Fuzz(func(t *testing.T, b []byte, mediaType string) {
		got := Decode(b, mediaType)
		if !utf8.ValidString(got.Text) || strings.ContainsRune(got.Text, 0) {
			t.Errorf("Decode(%q, %q) = %q", b, mediaType, got.Text)
		}
	})
}
