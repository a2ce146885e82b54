package syndication

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"

	"github.com/credence-project/credence"
)

//go:embed data
var files embed.FS

// Registry is what is known about publishers: who owns which outlet, which
// agencies others print, and how stock text reads. It is not changed after it
// was made.
type Registry struct {
	stock   cues
	domains map[string]credence.OriginID // by domain
	others  map[string]string            // hosts where others publish: "host", "path" or "name"
	named   map[string]credence.OriginID // by folded name of an outlet, family or agency
	title   map[credence.OriginID]string // the name to print
	names   map[uint32][]name            // by the hash of the first word
}

// name is a name by which a text may call an outlet or agency.
type name struct {
	text   string
	origin credence.OriginID
	wire   bool
	short  bool // counts only where a credit stands, and in this letter case
	spoken bool // a short form by which sentences name the agency too
}

// Default gives the built-in registry.
var Default = sync.OnceValue(func() *Registry {
	r, err := NewRegistry()
	if err != nil {
		panic(err) // the embedded files are tested
	}
	return r
})

// NewRegistry gives the built-in registry with further tables of families read
// after it, in the form of data/families.tsv; a later line wins.
func NewRegistry(families ...io.Reader) (*Registry, error) {
	r := &Registry{
		domains: map[string]credence.OriginID{}, others: map[string]string{}, named: map[string]credence.OriginID{},
		title: map[credence.OriginID]string{}, names: map[uint32][]name{},
	}
	if err := r.readEmbedded("stock.txt", func(in io.Reader) (err error) { r.stock, err = parseCues(in); return }); err != nil {
		return nil, err
	}
	if err := r.readEmbedded("platforms.txt", r.readPlatforms); err != nil {
		return nil, err
	}
	if err := r.readEmbedded("families.tsv", r.readFamilies); err != nil {
		return nil, err
	}
	if err := r.readEmbedded("wires.tsv", r.readWires); err != nil {
		return nil, err
	}
	for _, f := range families {
		if err := r.readFamilies(f); err != nil {
			return nil, fmt.Errorf("publisher families: %w", err)
		}
	}
	return r, nil
}

func (r *Registry) readEmbedded(file string, read func(io.Reader) error) error {
	f, err := files.Open("data/" + file)
	if err != nil {
		return fmt.Errorf("embedded table %s: %w", file, err)
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("embedded table %s: %w", file, err)
	}
	return nil
}

// rows gives the lines of a table, cut at "|".
func rows(in io.Reader, columns int, each func(row []string)) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "|")
		if len(row) != columns || row[0] == "" || row[1] == "" {
			return &credence.InputError{Name: fmt.Sprintf("line %d", n), Reason: fmt.Sprintf("want %d columns parted by |, the first two filled", columns)}
		}
		each(row)
	}
	return sc.Err()
}

func list(cell string) []string {
	var out []string
	for part := range strings.SplitSeq(cell, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func (r *Registry) readFamilies(in io.Reader) error {
	return rows(in, 3, func(row []string) {
		id := credence.OriginID("publisher:" + row[0])
		r.title[id] = row[1]
		r.named[fold(row[1])] = id
		for _, outlet := range list(row[2]) {
			label, domains, _ := strings.Cut(outlet, "=")
			r.named[fold(label)] = id
			r.addName(name{text: label, origin: id})
			for d := range strings.SplitSeq(domains, ",") {
				if d != "" {
					r.domains[strings.TrimSpace(d)] = id
				}
			}
		}
	})
}

func (r *Registry) readWires(in io.Reader) error {
	return rows(in, 6, func(row []string) {
		id := credence.OriginID("wire:" + row[0])
		r.title[id] = row[1]
		for _, n := range append(list(row[2]), row[1]) {
			r.named[fold(n)] = id
			r.addName(name{text: n, origin: id, wire: true})
		}
		for _, n := range list(row[3]) {
			form, spoken := strings.CutSuffix(n, "*")
			r.addName(name{text: form, origin: id, wire: true, short: true, spoken: spoken})
		}
		for _, d := range list(row[4]) {
			r.domains[d] = id
		}
	})
}

func (r *Registry) addName(n name) {
	if h := wordHash(n.text); h != 0 {
		r.names[h] = append(r.names[h], n)
	}
}

// agency gives the agency of which a label is the short form, to the letter;
// "" if there is none, or more than one.
func (r *Registry) agency(label string) credence.OriginID {
	var found credence.OriginID
	for _, n := range r.names[wordHash(label)] {
		if !n.short || n.text != label || n.origin == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = n.origin
	}
	return found
}

// fold gives the words of a name in lower case, without the article.
func fold(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) && r != '&' && r != '\'' })
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// Name is the name of an origin, or its identifier without the kind.
func (r *Registry) Name(id credence.OriginID) string {
	if n, ok := r.title[id]; ok {
		return n
	}
	_, n, _ := strings.Cut(string(id), ":")
	return n
}

func (r *Registry) readPlatforms(in io.Reader) error {
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		if f := strings.Fields(sc.Text()); len(f) == 2 && f[0] != "#" {
			r.others[f[1]] = f[0]
		}
	}
	return sc.Err()
}

// Publisher gives the family that published a document: by its address, then
// by the name of its outlet; "publisher:" and the domain or folded name if the
// registry knows neither; "" if the document gives neither.
func (r *Registry) Publisher(d credence.Document) credence.OriginID {
	host := Host(d.URL)
	site := r.site(host, d.URL)
	for h := host; site != "" && strings.Contains(h, "."); _, h, _ = strings.Cut(h, ".") {
		if id, ok := r.domains[h]; ok {
			return id
		}
	}
	if id := r.Outlet(d.Outlet); id != "" && (site == "" || r.title[id] != "") {
		return id
	}
	if site != "" {
		return credence.OriginID("publisher:" + site)
	}
	return ""
}

// site gives the part of an address that stands for who publishes there: the
// domain that somebody registered, or on a platform the host or the first part
// of the path; "" if the address does not tell.
func (r *Registry) site(host, address string) string {
	for h := host; strings.Contains(h, "."); _, h, _ = strings.Cut(h, ".") {
		switch r.others[h] {
		case "name":
			return ""
		case "host":
			return host
		case "path":
			u, err := url.Parse(strings.TrimSpace(address))
			if err != nil {
				return host
			}
			first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
			return host + "/" + strings.ToLower(first)
		}
	}
	if host == "" {
		return ""
	}
	return registrable(host)
}

// Outlet gives the family of an outlet by name or domain; "publisher:" and the
// folded name if the registry does not know it.
func (r *Registry) Outlet(label string) credence.OriginID {
	f := fold(label)
	if id, ok := r.named[f]; ok {
		return id
	}
	if id := r.agency(strings.TrimSpace(label)); id != "" {
		return id
	}
	if !strings.Contains(strings.TrimSpace(label), " ") {
		for h := strings.ToLower(strings.TrimSpace(label)); strings.Contains(h, "."); _, h, _ = strings.Cut(h, ".") {
			if id, ok := r.domains[h]; ok {
				return id
			}
		}
	}
	if f == "" {
		return ""
	}
	return credence.OriginID("publisher:" + f)
}

// Host gives the host of an address, in lower case and without "www.", or "".
func Host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// registrable gives the part of a host that somebody registered, near enough:
// two labels, or three under such endings as co.uk.
func registrable(host string) string {
	labels := strings.Split(host, ".")
	n := len(labels)
	if n <= 2 {
		return host
	}
	keep := 2
	if len(labels[n-1]) == 2 {
		switch labels[n-2] {
		case "co", "com", "org", "net", "gov", "gob", "ac", "edu", "or", "ne", "go", "nom":
			keep = 3
		}
	}
	return strings.Join(labels[n-keep:], ".")
}
