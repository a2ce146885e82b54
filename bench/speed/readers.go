package main

import (
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

// readers is how many people read at once.
const readers = 20

// site is what there is to walk over, found by following links.
type site struct {
	address string
	links   map[string][]string // by kind of page
}

// kinds are the pages that readers look at and how often, of a hundred.
var kinds = []struct {
	name  string
	share int
}{
	{"desk", 12}, {"desk, filtered or a later page", 10}, {"claim", 18}, {"claim as of a past date", 8}, {"incident", 9}, {"document of a dossier", 8},
	{"document", 8}, {"claimant", 4}, {"casebook", 2}, {"reference case", 3}, {"method", 2}, {"search, rare words", 7}, {"search, common words", 7}, {"add", 2},
}

var (
	rareWords   = []string{"nyanya", "westminster bridge", "jesuits", "ambassador car", "zacatecoluca", "pipeline bomb arauca", "chalatenango garrison", "bojaya"}
	commonWords = []string{"the", "police", "government", "attack", "people killed", "today", "bomb", "armed forces"}
	hrefs       = regexp.MustCompile(`href="(/[^"#]*)`)
)

// explore walks over the links once, from the desk and from searches.
func explore(address string) (*site, error) {
	s := &site{address: address, links: map[string][]string{
		"desk": {"/"}, "casebook": {"/casebook"}, "method": {"/method"}, "add": {"/add"},
		"desk, filtered or a later page": {"/?state=unsettled", "/?sort=moved", "/?sort=voices", "/?words=bomb", "/?show=machine"},
	}}
	for page := 2; page <= pageClaims/50; page++ {
		s.links["desk, filtered or a later page"] = append(s.links["desk, filtered or a later page"], fmt.Sprintf("/?page=%d", page))
	}
	for kind, list := range map[string][]string{"search, rare words": rareWords, "search, common words": commonWords} {
		for _, words := range list {
			s.links[kind] = append(s.links[kind], "/search?"+url.Values{"q": {words}}.Encode())
		}
	}
	c := client()
	follow := func(kind string, most int, into map[string]string) error {
		for i, link := range s.links[kind] {
			if i == most {
				break
			}
			body, err := fetchPage(c, address+link)
			if err != nil {
				return err
			}
			for _, m := range hrefs.FindAllStringSubmatch(string(body), -1) {
				link := strings.ReplaceAll(m[1], "&amp;", "&")
				for prefix, as := range into {
					if strings.HasPrefix(link, prefix) && !strings.Contains(link, "/export/") && !slices.Contains(s.links[as], link) {
						s.links[as] = append(s.links[as], link)
					}
				}
			}
		}
		return nil
	}
	for _, step := range []struct {
		kind string
		most int
		into map[string]string
	}{
		{"desk", 1, map[string]string{"/claims/": "claim"}},
		{"desk, filtered or a later page", 50, map[string]string{"/claims/": "claim"}},
		{"claim", 100, map[string]string{"/incidents/": "incident", "/claimants/": "claimant", "/documents/": "document of a dossier"}},
		{"search, rare words", 50, map[string]string{"/documents/": "document"}},
		{"search, common words", 50, map[string]string{"/documents/": "document"}},
		{"casebook", 1, map[string]string{"/casebook/": "reference case"}},
	} {
		if err := follow(step.kind, step.most, step.into); err != nil {
			return nil, err
		}
	}
	s.past()
	for _, k := range kinds {
		if len(s.links[k.name]) == 0 {
			return nil, fmt.Errorf("no link to a page of the kind %q was found", k.name)
		}
	}
	return s, nil
}

// past sorts the claims as of a date from the others, and adds some days to
// look back to: few readers ask for the same.
func (s *site) past() {
	s.links["claim"] = slices.DeleteFunc(s.links["claim"], func(l string) bool { return strings.ContainsAny(l, "?") || strings.Contains(l, "/at/") })
	for _, l := range s.links["claim"] {
		for _, day := range []string{"2024-12-01", "2025-03-01", "2025-06-30"} {
			s.links["claim as of a past date"] = append(s.links["claim as of a past date"], l+"?as_of="+day)
		}
	}
}

// client is one reader, who comes back with what they were given to keep.
func client() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // it has no options that could be wrong
	}
	return &http.Client{Jar: jar, Timeout: time.Minute, Transport: &http.Transport{}}
}

// fetchPage reads a page in full.
func fetchPage(c *http.Client, address string) ([]byte, error) {
	resp, err := c.Get(address)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, resp.Status)
	}
	return body, err
}

// answer is one page as it came.
type answer struct {
	took   time.Duration
	weight int // compressed
	failed bool
}

// walk lets the readers look at so many pages in all, and gives what they got
// by kind.
func walk(s *site, requests int, pause time.Duration) (map[string][]answer, time.Duration) {
	got := map[string][]answer{}
	var mu sync.Mutex
	var left atomic.Int64
	left.Store(int64(requests))
	var all sync.WaitGroup
	started := time.Now()
	for n := range readers {
		all.Go(func() {
			c, rng := client(), rand.New(rand.NewSource(int64(n)))
			time.Sleep(time.Duration(rng.Int63n(int64(pause) + 1))) // people do not begin all at once
			for left.Add(-1) >= 0 {
				kind, link := s.next(rng)
				a := ask(c, s.address+link)
				mu.Lock()
				got[kind] = append(got[kind], a)
				mu.Unlock()
				if pause > 0 {
					time.Sleep(pause)
				}
			}
		})
	}
	all.Wait()
	return got, time.Since(started)
}

// alone lets one reader look at so many pages of each kind, and prints what
// each took of the processors: on a machine that does other work too, this says
// more than how long readers waited.
func alone(out io.Writer, site *site, s *server, each int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "page, by one reader\tms of CPU each\tdifferent ones\t")
	mix := 0.0
	for _, k := range kinds {
		c, rng, seen := client(), rand.New(rand.NewSource(7)), map[string]bool{}
		before := s.spent()
		for range each {
			link := site.links[k.name][rng.Intn(len(site.links[k.name]))]
			seen[link] = true
			if ask(c, site.address+link).failed {
				fmt.Fprintf(w, "%s\tFAILED\t\t\n", link)
			}
		}
		took := (s.spent() - before).Seconds() * 1000 / float64(each)
		mix += took * float64(k.share) / 100
		fmt.Fprintf(w, "%s\t%.1f\t%d of %d\t\n", k.name, took, len(seen), each)
	}
	fmt.Fprintf(w, "as readers mix them\t%.1f\t\t\n", mix)
	return w.Flush()
}

// next is where a reader goes next.
func (s *site) next(rng *rand.Rand) (kind, link string) {
	n := rng.Intn(100)
	for _, k := range kinds {
		if n -= k.share; n < 0 {
			return k.name, s.links[k.name][rng.Intn(len(s.links[k.name]))]
		}
	}
	return "desk", "/"
}

func ask(c *http.Client, address string) answer {
	r, err := http.NewRequest(http.MethodGet, address, http.NoBody)
	if err != nil {
		return answer{failed: true}
	}
	r.Header.Set("Accept-Encoding", "gzip") // so that what is counted is what was sent
	started := time.Now()
	resp, err := c.Do(r)
	if err != nil {
		return answer{took: time.Since(started), failed: true}
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	return answer{time.Since(started), int(n), err != nil || resp.StatusCode != http.StatusOK}
}

// printAnswers writes the table, and says of each row what is not as wanted.
func printAnswers(out io.Writer, got map[string][]answer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "page\trequests\tp50 ms\tp95 ms\tmax ms\tmost kB\t")
	var all []answer
	for _, k := range kinds {
		if len(got[k.name]) > 0 {
			printRow(w, k.name, got[k.name])
			all = append(all, got[k.name]...)
		}
	}
	printRow(w, "all", all)
	return w.Flush()
}

func printRow(w io.Writer, name string, list []answer) {
	slices.SortFunc(list, func(a, b answer) int { return int(a.took - b.took) })
	at := func(share float64) time.Duration { return list[min(len(list)-1, int(share*float64(len(list))))].took }
	weight, failed := 0, 0
	for _, a := range list {
		weight = max(weight, a.weight)
		if a.failed {
			failed++
		}
	}
	var faults []string
	if at(.95) > pageBound {
		faults = append(faults, fmt.Sprintf("ABOVE %d ms", pageBound.Milliseconds()))
	}
	if weight > weightBound {
		faults = append(faults, fmt.Sprintf("ABOVE %d kB", weightBound>>10))
	}
	if failed > 0 {
		faults = append(faults, fmt.Sprintf("%d FAILED", failed))
	}
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.0f\t%s\n", name, len(list), ms(at(.5)), ms(at(.95)), ms(list[len(list)-1].took), float64(weight)/1024, strings.Join(faults, ", "))
}
