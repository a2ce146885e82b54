// Package charset turns the bytes of a text into UTF-8. Publishers declare
// encodings in three places, often wrongly and often not at all, so what the
// bytes themselves show comes before what is said about them. Begin with
// [Decode].
package charset

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Result is a text in UTF-8 and how it was read.
type Result struct {
	Text string
	Name string // the encoding it was read as
	// Wrong says what was wrong with the declared encoding, in words, "" if
	// nothing was: none by that name, or one that the bytes contradict.
	Wrong string
}

// Decode reads b, whose media type (with its charset parameter) may be known,
// as UTF-8. The order of belief: byte order mark; the pattern of NULs of
// UTF-16 and UTF-32; bytes that are valid UTF-8; the charset parameter; the
// declaration within the bytes (XML or HTML meta); a statistical guess. The
// text is always valid UTF-8 without byte order mark and NUL: what cannot be
// decoded becomes U+FFFD.
func Decode(b []byte, mediaType string) Result {
	if enc, name, skip := fromMark(b); enc != nil {
		return Result{Text: decoded(b[skip:], enc), Name: name}
	}
	declared := Declared(b, mediaType)
	enc, name := lookup(declared)
	wrong := ""
	if declared != "" && enc == nil {
		wrong = "declares the unknown encoding " + quoteName(declared)
	}
	if strings.HasPrefix(name, "utf-16") || name == "replacement" {
		// The declaration could be read as ASCII, so it is not UTF-16.
		enc, wrong = nil, "declares "+quoteName(declared)+" but is not in it"
	}
	ascii := isASCII(b)
	switch {
	case ascii && (enc == nil || !stateful(name)):
		return Result{Text: tidy(string(b)), Name: "utf-8", Wrong: wrong}
	case !ascii && validUTF8(b):
		if enc != nil && name != "utf-8" {
			wrong = "declares " + quoteName(declared) + " but is in UTF-8"
		}
		return Result{Text: tidy(string(b)), Name: "utf-8", Wrong: wrong}
	case enc != nil && name != "utf-8":
		return Result{Text: decoded(b, enc), Name: name, Wrong: wrong}
	}
	if mostlyUTF8(b) {
		return Result{Text: tidy(string(b)), Name: "utf-8", Wrong: "has bytes that are not UTF-8"}
	}
	if name == "utf-8" {
		wrong = "declares UTF-8 but is not in it"
	}
	enc, name = guess(b)
	if wrong == "" {
		wrong = "declares no encoding"
	}
	return Result{Text: decoded(b, enc), Name: name, Wrong: wrong + "; read as " + name}
}

// Named gives the decoder of the encoding with that label, for formats that
// name encodings piecewise, as mail does; nil if there is none.
func Named(label string) encoding.Encoding {
	enc, _ := lookup(label)
	return enc
}

var declarations = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})`),
	regexp.MustCompile(`(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})`),
}

// Declared is the encoding that the media type or the head of b names, "" if
// neither does.
func Declared(b []byte, mediaType string) string {
	if _, params, err := mime.ParseMediaType(mediaType); err == nil {
		if label := strings.Trim(params["charset"], `'" `); label != "" {
			return label
		}
	}
	head := b[:min(len(b), 4096)]
	for _, re := range declarations {
		if m := re.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// aliases are labels in use that the registry of browsers does not have.
var aliases = map[string]string{
	"cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp936": "gbk",
	"cp932": "shift_jis", "cp949": "euc-kr", "cp950": "big5", "cp874": "windows-874", "tis620": "windows-874",
	"koi8": "koi8-r", "utf8mb4": "utf-8", "unicode": "utf-8", "eucjp": "euc-jp", "euckr": "euc-kr",
	"iso8859-1": "windows-1252", "latin-1": "windows-1252",
}

func lookup(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	if a, ok := aliases[label]; ok {
		label = a
	}
	if label == "" {
		return nil, ""
	}
	return charset.Lookup(label)
}

// fromMark recognises byte order marks and, in their absence, the NULs that
// stand beside the "<" or "{" a text begins with.
func fromMark(b []byte) (enc encoding.Encoding, name string, skip int) {
	le16, be16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	le32, be32 := utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	switch {
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return be32, "utf-32be", 4
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return le32, "utf-32le", 4
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return unicode.UTF8, "utf-8", 3
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return be16, "utf-16be", 2
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return le16, "utf-16le", 2
	}
	if len(b) < 8 {
		return nil, "", 0
	}
	nul := [4]bool{b[0] == 0, b[1] == 0, b[2] == 0, b[3] == 0}
	switch nul {
	case [4]bool{true, true, true, false}:
		return be32, "utf-32be", 0
	case [4]bool{false, true, true, true}:
		return le32, "utf-32le", 0
	case [4]bool{true, false, true, false}:
		return be16, "utf-16be", 0
	case [4]bool{false, true, false, true}:
		return le16, "utf-16le", 0
	}
	return nil, "", 0
}

// stateful reports whether an encoding writes other scripts in ASCII bytes.
func stateful(name string) bool { return name == "iso-2022-jp" || name == "hz-gb-2312" }

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// validUTF8 also accepts a text that was cut within its last character, if it
// has other characters of several bytes to show that it is UTF-8.
func validUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			return !utf8.FullRune(b[i:]) && !isASCII(b[:i]) && utf8.Valid(b[:i])
		}
	}
	return false
}

// mostlyUTF8 tells a UTF-8 text with stray bytes from a text in another
// encoding, whose letters would hardly ever form UTF-8 sequences.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 0 && good >= 10*bad
}

// guess is a statistical guess, preferring what a multi-byte decoder reads
// without fault. Thai is asked first because the detector does not know it.
func guess(b []byte) (encoding.Encoding, string) {
	sample := visible(b)
	if thai(sample) {
		return charmap.Windows874, "windows-874"
	}
	results, err := chardet.NewTextDetector().DetectAll(sample)
	if err != nil {
		return charmap.Windows1252, "windows-1252"
	}
	best, bestName, bestScore := encoding.Encoding(charmap.Windows1252), "windows-1252", -1
	for _, r := range results {
		enc, name := lookup(r.Charset)
		if enc == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") || stateful(name) {
			continue
		}
		score := r.Confidence
		if strings.ContainsRune(decoded(sample, enc), utf8.RuneError) {
			score -= 50
		}
		if score > bestScore || score == bestScore && name < bestName {
			best, bestName, bestScore = enc, name, score
		}
	}
	return best, bestName
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// visible is what stands between the tags of b, at most 64 KiB: markup would
// make every text look English.
func visible(b []byte) []byte {
	return tags.ReplaceAll(b[:min(len(b), 64<<10)], []byte(" "))
}

// thai reports whether the bytes above 0x80 are spread as in TIS-620: all of
// them where it has characters, more than half consonants, and about a quarter
// the vowels and tone marks above and below these. In encodings of two bytes a
// character, runs of such bytes have even lengths; in Thai half of them do not.
func thai(b []byte) bool {
	high, inside, consonants, marks := 0, 0, 0, 0
	run, runs, odd := 0, 0, 0
	for _, c := range append(b[:len(b):len(b)], 0) {
		if c < 0x80 {
			if run > 0 {
				runs++
				odd += run % 2
			}
			run = 0
			continue
		}
		run++
		high++
		if c >= 0xa1 && c <= 0xda || c >= 0xdf && c <= 0xfb {
			inside++
		}
		if c <= 0xce {
			consonants++
		}
		if c == 0xd1 || c >= 0xd4 && c <= 0xda || c >= 0xe7 && c <= 0xec {
			marks++
		}
	}
	return high >= 20 && inside*100 >= high*99 && consonants*100 >= high*45 && consonants*100 <= high*80 &&
		marks*100 >= high*8 && marks*100 <= high*40 && odd*5 >= runs
}

func decoded(b []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		// Decoders replace what they cannot read; an error is a cut last character.
		out = append(out, "\uFFFD"...)
	}
	return tidy(string(out))
}

// tidy makes s valid UTF-8 without byte order mark and NUL.
func tidy(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

func quoteName(label string) string {
	if len(label) > 40 {
		label = label[:40]
	}
	return `"` + strings.ToValidUTF8(label, "") + `"`
}
