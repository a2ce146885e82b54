package feed

import (
	"fmt"
	"html"
	"strings"
)

// element is a node of a feed: enough XML for feeds and not more. The reader
// below takes anything: what is not well formed is noted and read as it was
// probably meant.
type element struct {
	name     string // local part, lower case
	space    string // module of the name, "" for the feed's own: see spaces
	attrs    map[string]string
	children []*element
	text     strings.Builder   // of the element itself
	inner    string            // the source between its tags
	content  int               // place after its start tag
	shadowed map[string]string // namespaces by prefix as they were before it
}

// child is the first child of that name, nil if there is none.
func (e *element) child(space, name string) *element {
	for _, c := range e.children {
		if c.space == space && c.name == name {
			return c
		}
	}
	return nil
}

// of gives the text of the first child of that name.
func (e *element) of(space, name string) string {
	if c := e.child(space, name); c != nil {
		return c.text.String()
	}
	return ""
}

// spaces maps the namespaces that matter to the prefix under which the rest
// of the package knows them.
var spaces = map[string]string{
	"http://purl.org/dc/elements/1.1/":             "dc",
	"http://purl.org/dc/terms/":                    "dcterms",
	"http://purl.org/rss/1.0/modules/content/":     "content",
	"http://www.w3.org/2005/atom":                  "atom",
	"http://purl.org/atom/ns#":                     "atom",
	"http://search.yahoo.com/mrss/":                "media",
	"http://search.yahoo.com/mrss":                 "media",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":   "itunes",
	"http://www.w3.org/1999/xhtml":                 "xhtml",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#":  "rdf",
	"http://purl.org/rss/1.0/":                     "",
	"http://my.netscape.com/rdf/simple/0.9/":       "",
	"http://channel.netscape.com/rdf/simple/0.9/":  "",
	"http://backend.userland.com/rss2":             "",
	"http://blogs.law.harvard.edu/tech/rss":        "",
	"http://cyber.law.harvard.edu/rss/rss.html":    "",
	"http://purl.org/rss/1.0/modules/rss091#":      "",
	"http://purl.org/rss/1.0/modules/syndication/": "sy",
}

// maxNesting bounds the tree; what lies deeper becomes part of its parent.
const maxNesting = 60

// fault is something ill-formed, with its place in the text.
type fault struct {
	at     int
	reason string
}

// scanner reads a feed's source into a tree.
type scanner struct {
	src    string
	at     int
	stack  []*element
	prefix map[string]string
	faults []fault
	said   map[string]bool
}

// scan reads src. Each kind of fault is noted once, where it first occurs.
func scan(src string) (*element, []fault) {
	s := &scanner{src: src, prefix: map[string]string{}, said: map[string]bool{}}
	root := &element{}
	s.stack = []*element{root}
	for s.at < len(src) {
		s.next()
	}
	for len(s.stack) > 1 {
		top := s.top()
		s.note(len(src), "ends within <"+top.name+">")
		s.close(len(src))
	}
	return root, s.faults
}

func (s *scanner) note(at int, reason string) {
	kind, _, _ := strings.Cut(reason, "<")
	if !s.said[kind] {
		s.said[kind] = true
		s.faults = append(s.faults, fault{at, reason})
	}
}

func (s *scanner) top() *element { return s.stack[len(s.stack)-1] }

// next reads up to and with the next piece of markup.
func (s *scanner) next() {
	lt := strings.IndexByte(s.src[s.at:], '<')
	if lt < 0 {
		s.chars(s.src[s.at:])
		s.at = len(s.src)
		return
	}
	if lt > 0 {
		s.chars(s.src[s.at : s.at+lt])
		s.at += lt
	}
	rest := s.src[s.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		s.skip("-->", "comment without end", true)
	case strings.HasPrefix(rest, "<![CDATA["):
		body := rest[len("<![CDATA["):]
		end := strings.Index(body, "]]>")
		if end < 0 {
			s.note(s.at, "CDATA section without end")
			s.top().text.WriteString(body)
			s.at = len(s.src)
			return
		}
		s.top().text.WriteString(body[:end])
		s.at += len("<![CDATA[") + end + len("]]>")
	case strings.HasPrefix(rest, "<?"):
		s.skip("?>", "processing instruction without end", false)
	case strings.HasPrefix(rest, "<!"):
		s.doctype()
	case len(rest) > 1 && (isNameStart(rest[1]) || rest[1] == '/'):
		s.tag()
	default:
		s.note(s.at, "a bare < in the text")
		s.top().text.WriteByte('<')
		s.at++
	}
}

// window is how far the end of a declaration is looked for: less once one was
// found open, so that a file full of them does not take the square of its size.
func (s *scanner) window(reason string) int {
	if s.said[reason] {
		return 512
	}
	return 64 << 10
}

// skip passes over markup that ends with end; without end, over its line, or
// all of what is left if toEnd is set.
func (s *scanner) skip(end, reason string, toEnd bool) {
	rest := s.src[s.at:]
	if !toEnd {
		rest = rest[:min(len(rest), s.window(reason))]
	}
	n := strings.Index(rest, end)
	if n >= 0 {
		s.at += n + len(end)
		return
	}
	s.note(s.at, reason)
	line := strings.IndexByte(s.src[s.at:], '\n')
	if toEnd || line < 0 {
		s.at = len(s.src)
		return
	}
	s.at += line + 1
}

// doctype passes over a declaration with its internal subset, whose entities
// are not expanded.
func (s *scanner) doctype() {
	depth := 0
	const reason = "declaration without end"
	end := min(len(s.src), s.at+s.window(reason))
	for i := s.at; i < end; i++ {
		switch s.src[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '>':
			if depth <= 0 {
				s.at = i + 1
				return
			}
		}
	}
	s.skip(">", reason, false)
}

func (s *scanner) chars(text string) {
	if strings.TrimSpace(text) == "" {
		s.top().text.WriteByte(' ')
		return
	}
	s.top().text.WriteString(html.UnescapeString(text))
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

// tag reads a start or end tag.
func (s *scanner) tag() {
	begin := s.at
	end := tagEnd(s.src, begin)
	if end < 0 {
		s.note(begin, "ends within <a tag>")
		s.at = len(s.src)
		return
	}
	raw := strings.TrimSuffix(strings.TrimPrefix(s.src[begin:end], "<"), ">")
	s.at = end
	if name, ok := strings.CutPrefix(raw, "/"); ok {
		s.endTag(strings.TrimSpace(name), begin)
		return
	}
	raw, empty := strings.CutSuffix(raw, "/")
	name, attrs := splitTag(raw)
	if len(s.stack) > maxNesting {
		return
	}
	shadowed := s.declare(attrs)
	space, local := s.resolve(name)
	e := &element{name: local, space: space, attrs: attrs, content: end, shadowed: shadowed}
	s.closeForgotten(local, begin)
	s.top().children = append(s.top().children, e)
	s.stack = append(s.stack, e)
	if empty {
		s.close(end)
	}
}

// declare notes the prefixes that a start tag declares and gives what they
// stood for until then.
func (s *scanner) declare(attrs map[string]string) map[string]string {
	var shadowed map[string]string
	for k, v := range attrs {
		p, ok := strings.CutPrefix(k, "xmlns")
		if !ok {
			continue
		}
		if shadowed == nil {
			shadowed = map[string]string{}
		}
		p = strings.TrimPrefix(p, ":")
		shadowed[p] = s.prefix[p]
		s.prefix[p] = strings.ToLower(v)
	}
	return shadowed
}

// tagEnd finds the place after the tag's ">", which may stand within quotes
// before; -1 if there is none.
func tagEnd(src string, begin int) int {
	quote := byte(0)
	for i := begin + 1; i < len(src); i++ {
		c := src[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			if src[i-1] == '=' {
				quote = c
			}
		case c == '>':
			return i + 1
		case c == '<':
			return i // the tag was never closed
		}
	}
	if end := strings.IndexByte(src[begin:], '>'); quote != 0 && end >= 0 {
		return begin + end + 1
	}
	return -1
}

// closeForgotten ends an entry whose end tag is missing when the next begins.
func (s *scanner) closeForgotten(local string, at int) {
	if !isEntry(local) {
		return
	}
	for i := len(s.stack) - 1; i > 0; i-- {
		if s.stack[i].name == local && isEntry(s.stack[i].name) {
			s.note(at, "<"+local+"> begins within another")
			for len(s.stack) > i {
				s.close(at)
			}
			return
		}
	}
}

func isEntry(name string) bool { return name == "item" || name == "entry" }

func (s *scanner) endTag(name string, begin int) {
	_, local := s.resolve(name)
	for i := len(s.stack) - 1; i > 0; i-- {
		if s.stack[i].name != local {
			continue
		}
		for len(s.stack) > i+1 {
			s.note(begin, fmt.Sprintf("<%s> is not closed", s.top().name))
			s.close(begin)
		}
		s.close(begin)
		return
	}
	s.note(begin, fmt.Sprintf("end tag of <%s>, which is not open", local))
}

// close ends the innermost element, whose source ends at the given place.
func (s *scanner) close(at int) {
	e := s.top()
	e.inner = s.src[min(e.content, at):at]
	for p, uri := range e.shadowed {
		s.prefix[p] = uri
	}
	s.stack = s.stack[:len(s.stack)-1]
}

// resolve splits a name into module and local part. Prefixes nobody declared
// are taken at their word.
func (s *scanner) resolve(name string) (space, local string) {
	name = strings.ToLower(name)
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	space = prefix
	if known, ok := spaces[s.prefix[prefix]]; ok {
		space = known
	}
	if space == "atom" && prefix == "" {
		space = "" // the feed's own language
	}
	return space, local
}

// splitTag reads the name and the attributes of a start tag, quoted or not.
func splitTag(raw string) (string, map[string]string) {
	end := strings.IndexFunc(raw, isBlank)
	if end < 0 {
		return raw, nil
	}
	name, rest := raw[:end], raw[end:]
	attrs := map[string]string{}
	for len(attrs) < 100 {
		rest = strings.TrimLeftFunc(rest, isBlank)
		eq := strings.IndexByte(rest, '=')
		if eq < 0 {
			return name, attrs
		}
		key := strings.ToLower(strings.TrimSpace(rest[:eq]))
		rest = strings.TrimLeftFunc(rest[eq+1:], isBlank)
		var value string
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			value, rest, _ = strings.Cut(rest[1:], rest[:1])
		} else if end := strings.IndexFunc(rest, isBlank); end >= 0 {
			value, rest = rest[:end], rest[end:]
		} else {
			value, rest = rest, ""
		}
		attrs[key] = html.UnescapeString(value)
	}
	return name, attrs
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }
