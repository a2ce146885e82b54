package webpage

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"

	"github.com/credence-project/credence/ingest/internal/markup"
)

// article is what JSON-LD says about one article or page.
type article struct {
	headline  string
	author    string
	publisher string
	published string
	modified  string
	body      string
	news      bool // an article rather than the page around it
}

// maxDepth bounds how deep JSON-LD is followed.
const maxDepth = 12

// readLinked gives the articles and pages that a JSON-LD script describes. It
// forgives what publishers get wrong: comment and CDATA marks around it, line
// ends within strings, commas before a closing bracket.
func readLinked(script string) []article {
	script = strings.TrimSpace(script)
	for _, mark := range []string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>", "/*", "*/"} {
		script = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(script, mark), mark))
	}
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		if json.Unmarshal([]byte(repair(script)), &v) != nil {
			return brokenLinked(script)
		}
	}
	var out []article
	collect(v, 0, &out)
	return out
}

var looseComma = regexp.MustCompile(`,\s*([}\]])`)

// repair escapes control characters within strings and drops loose commas.
func repair(s string) string {
	var b strings.Builder
	quoted, escaped := false, false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
			if !strings.ContainsRune(`"\/bfnrtu`, r) {
				b.WriteByte('\\') // \' and the like: keep the backslash as text
			}
		case r == '\\' && quoted:
			escaped = true
		case r == '"':
			quoted = !quoted
		case quoted && r < ' ':
			r = ' '
		}
		b.WriteRune(r)
	}
	return looseComma.ReplaceAllString(b.String(), "$1")
}

var publishedField = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)

// brokenLinked saves the date from a script that is no JSON, if it states
// just one.
func brokenLinked(s string) []article {
	found := publishedField.FindAllStringSubmatch(s, 10)
	if len(found) == 0 {
		return nil
	}
	for _, m := range found {
		if m[1] != found[0][1] {
			return nil
		}
	}
	return []article{{news: strings.Contains(s, "Article"), published: found[0][1]}}
}

func collect(v any, depth int, out *[]article) {
	if depth > maxDepth || len(*out) > 100 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collect(e, depth+1, out)
		}
	case map[string]any:
		if a, ok := asArticle(v); ok {
			*out = append(*out, a)
		}
		// Not hasPart and itemListElement: they list other articles.
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			collect(v[key], depth+1, out)
		}
	}
}

func asArticle(v map[string]any) (article, bool) {
	kind := ""
	switch t := v["@type"].(type) {
	case string:
		kind = t
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok {
				kind += s + " "
			}
		}
	}
	kind = strings.ToLower(kind)
	news := strings.Contains(kind, "article") || strings.Contains(kind, "posting") || strings.Contains(kind, "report")
	if !news && !strings.Contains(kind, "webpage") && !strings.Contains(kind, "videoobject") {
		return article{}, false
	}
	a := article{
		news:     news,
		headline: plain(v["headline"]), author: names(v["author"], 0, cleanName), publisher: names(v["publisher"], 0, strings.TrimSpace),
		published: plain(v["datePublished"]), modified: plain(v["dateModified"]),
	}
	if body, ok := v["articleBody"].(string); ok {
		a.body = markup.Text(html.UnescapeString(body))
	}
	if a.headline == "" {
		a.headline = plain(v["name"])
	}
	return a, true
}

func plain(v any) string {
	s, _ := v.(string)
	if len(s) > 2000 {
		return ""
	}
	return markup.Line(html.UnescapeString(s))
}

// names joins the names of persons or organisations that clean lets through.
func names(v any, depth int, clean func(string) string) string {
	if depth > 3 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return clean(plain(v))
	case map[string]any:
		return names(v["name"], depth+1, clean)
	case []any:
		var out []string
		seen := map[string]bool{}
		for _, e := range v[:min(len(v), 10)] {
			if s := names(e, depth+1, clean); s != "" && !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
		return strings.Join(out, ", ")
	}
	return ""
}
