package markup

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "one  two\n three", "one two\nthree"},
		{"paragraphs", "<p>One <b>two</b>.</p><p>Three</p>", "One two.\n\nThree"},
		{"inline elements join words", "<p>un<i>believ</i>able</p>", "unbelievable"},
		{"line breaks", "a<br>b<br/><br/>c", "a\nb\n\nc"},
		{"entities", "Q&amp;A &#146;s &eacute;&nbsp;x", "Q&A ’s é x"},
		{"lists", "<ul><li>one</li><li>two</li></ul>three", "one\ntwo\n\nthree"},
		{"tables", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		{"scripts", "a<script>x<y</script><style>p{}</style>b", "ab"},
		{"preformatted", "<pre>a\n\n\nb  c</pre>", "a\n\nb c"},
		{"unclosed", "<p>one<div>two<span>three", "one\n\ntwothree"},
		{"soft hyphens", "re&shy;sponsi\u200bbility", "responsibility"},
		{"nothing", "<img src=x>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Text(c.in); got != c.want {
				t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestTextOfDeepNesting(t *testing.T) {
	in := strings.Repeat("<div>", 5000) + "deep" + strings.Repeat("</div>", 5000) + "<script>no</script><p>after"
	if got, want := Text(in), "deep\n\nafter"; got != want {
		t.Errorf("Text = %q, want %q", got, want)
	}
}

func TestLine(t *testing.T) {
	if got, want := Line(" A <b>bold</b>\n title &amp; more "), "A bold title & more"; got != want {
		t.Errorf("Line = %q, want %q", got, want)
	}
}

// Formatting left open over many paragraphs does not multiply.
func TestParseBoundsFormatting(t *testing.T) {
	var in strings.Builder
	in.WriteString("<p>")
	for i := range 400 {
		in.WriteString("<font color=" + strings.Repeat("a", i) + ">")
	}
	in.WriteString(strings.Repeat("</p><p>x", 2000))
	root, err := Parse(in.String())
	if err != nil {
		t.Fatal(err)
	}
	nodes := 0
	for range root.Descendants() {
		nodes++
	}
	if nodes > 10_000 {
		t.Errorf("%d bytes became %d nodes", in.Len(), nodes)
	}
}

func TestWithoutFormatting(t *testing.T) {
	for in, want := range map[string]string{
		"a <b>b</b> <B class=x>c</B> <br> <body> <i/>": "a <span>b</span> <span class=x>c</span> <br> <body> <span/>",
		"1 < 2 <b":                       "1 < 2 <b",
		"<":                              "<",
		"</":                             "</",
		"<strong>x</strong ><strongest>": "<span>x</span ><strongest>",
	} {
		if got := withoutFormatting(in); got != want {
			t.Errorf("withoutFormatting(%q) = %q, want %q", in, got, want)
		}
	}
}
