// Package markup turns HTML into the text a reader sees: paragraphs apart by
// a blank line, line breaks kept, everything else run together. Begin with
// [Text] for a fragment and [NodeText] for a part of a parsed page.
package markup

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Parse reads a page or fragment. The parser refuses elements nested more
// than 512 deep, which no reader ever meant; the error says so.
//
// Elements that only change how letters look become <span>: HTML repeats those
// left open in every following paragraph, so that a small hostile page would
// fill the memory.
func Parse(s string) (*html.Node, error) {
	return html.Parse(strings.NewReader(withoutFormatting(s)))
}

// formatting are the elements that the HTML standard calls so, except <a>,
// which cannot be open twice.
var formatting = map[string]bool{
	"b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true, "s": true, "small": true,
	"strike": true, "strong": true, "tt": true, "u": true,
}

func withoutFormatting(s string) string {
	var b strings.Builder
	for {
		lt := strings.IndexByte(s, '<')
		if lt < 0 {
			b.WriteString(s)
			return b.String()
		}
		name := lt + 1
		if name < len(s) && s[name] == '/' {
			name++
		}
		end := name
		for end < len(s) && end-name < 8 && (s[end]|0x20) >= 'a' && (s[end]|0x20) <= 'z' {
			end++
		}
		if end == name || end == len(s) || !strings.ContainsRune(" \t\r\n\f/>", rune(s[end])) || !formatting[strings.ToLower(s[name:end])] {
			b.WriteString(s[:end])
		} else {
			b.WriteString(s[:name])
			b.WriteString("span")
		}
		s = s[end:]
	}
}

// Text gives the text of an HTML fragment or page. It never fails: what is
// nested too deep to be parsed is read tag by tag.
func Text(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return Tidy(s)
	}
	root, err := Parse(s)
	if err != nil {
		return flatText(s)
	}
	return NodeText(root)
}

// NodeText gives the text of n and what is below it.
func NodeText(n *html.Node) string {
	var p Paragraphs
	p.node(n)
	return p.String()
}

// Line gives the text of an HTML fragment on one line: titles, names.
func Line(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = Text(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// Tidy brings plain text into the same form: lines trimmed, runs of blanks
// run together, paragraphs apart by one blank line.
func Tidy(s string) string {
	var p Paragraphs
	p.verbatim(s)
	return p.String()
}

// Paragraphs collects running text. The zero value is ready.
type Paragraphs struct {
	b     strings.Builder
	gap   int  // line ends due before the next word: 0, 1 or 2
	space bool // a blank is due before the next word
}

// Break ends the paragraph.
func (p *Paragraphs) Break() { p.gap, p.space = 2, false }

// Newline ends the line; a second one ends the paragraph.
func (p *Paragraphs) Newline() {
	p.gap, p.space = min(p.gap+1, 2), false
}

// Words adds text in which white space only parts words.
func (p *Paragraphs) Words(s string) {
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end == 0 {
			p.space = true
			s = strings.TrimLeftFunc(s, unicode.IsSpace)
			continue
		}
		if end < 0 {
			end = len(s)
		}
		p.word(s[:end])
		s = s[end:]
	}
}

func (p *Paragraphs) word(s string) {
	s = strings.Map(visible, s)
	if s == "" {
		return
	}
	switch {
	case p.b.Len() == 0:
	case p.gap == 1:
		p.b.WriteByte('\n')
	case p.gap == 2:
		p.b.WriteString("\n\n")
	case p.space:
		p.b.WriteByte(' ')
	}
	p.gap, p.space = 0, false
	p.b.WriteString(s)
}

// verbatim adds text in which line ends count.
func (p *Paragraphs) verbatim(s string) {
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if i > 0 {
			p.Newline()
		}
		p.Words(line)
	}
}

// String is the text so far.
func (p *Paragraphs) String() string { return p.b.String() }

// visible drops characters that have no shape and would part equal words:
// soft hyphen, zero-width space, byte order mark and control characters.
func visible(r rune) rune {
	switch {
	case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060', unicode.IsControl(r):
		return -1
	}
	return r
}

func (p *Paragraphs) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if n.Parent != nil && n.Parent.DataAtom == atom.Pre {
			p.verbatim(n.Data)
		} else {
			p.Words(n.Data)
		}
		return
	case html.ElementNode:
		if Silent(n.DataAtom) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	p.before(n.DataAtom)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	p.after(n.DataAtom)
}

func (p *Paragraphs) before(a atom.Atom) {
	switch {
	case Block(a):
		p.Break()
	case a == atom.Tr || a == atom.Li || a == atom.Dt || a == atom.Dd:
		if p.gap == 0 {
			p.gap = 1
		}
		p.space = false
	case a == atom.Br:
		p.Newline()
	case a == atom.Td || a == atom.Th:
		p.space = true
	}
}

func (p *Paragraphs) after(a atom.Atom) {
	if a != atom.Br {
		p.before(a)
	}
}

// Block reports whether an element begins and ends a paragraph.
func Block(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Blockquote,
		atom.Pre, atom.Figure, atom.Figcaption, atom.Hr, atom.Form, atom.Fieldset, atom.Address, atom.Details,
		atom.Summary, atom.Title, atom.Body, atom.Center, atom.Caption:
		return true
	}
	return false
}

// Silent reports whether an element holds nothing that a reader is shown as
// text.
func Silent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Select, atom.Textarea, atom.Button, atom.Input, atom.Audio, atom.Video, atom.Canvas, atom.Head:
		return true
	}
	return false
}

// flatText reads tag by tag, for markup that cannot be made into a tree.
func flatText(s string) string {
	var p Paragraphs
	z := html.NewTokenizer(strings.NewReader(s))
	silent := atom.Atom(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.Break()
			}
			return p.String()
		case html.TextToken:
			if silent == 0 {
				p.Words(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if silent == 0 && (a == atom.Script || a == atom.Style || a == atom.Title) {
				silent = a
			}
			p.before(a)
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == silent {
				silent = 0
			}
			p.after(a)
		}
	}
}
