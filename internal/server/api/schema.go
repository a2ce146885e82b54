package api

import (
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
)

const module = "github.com/credence-project/credence"

// registry names the schemas: a type of the root package, of client and of
// this package by its own name, any other with its package before it.
func registry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		name := huma.DefaultSchemaNamer(t, hint)
		switch p := t.PkgPath(); {
		case p == module, p == module+"/client", p == module+"/internal/server/api", !strings.HasPrefix(p, module):
			return name
		default:
			base := path.Base(p)
			return strings.ToUpper(base[:1]) + base[1:] + name
		}
	})
	r.RegisterTypeAlias(reflect.TypeFor[credence.Interval](), reflect.TypeFor[interval]())
	r.RegisterTypeAlias(reflect.TypeFor[casebook.Ratio](), reflect.TypeFor[ratio]())
	r.RegisterTypeAlias(reflect.TypeFor[casebook.MajorityHit](), reflect.TypeFor[majority]())
	return r
}

// ratio describes how a casebook.Ratio is written.
type ratio struct{}

// Schema implements huma.SchemaProvider.
func (ratio) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Nullable: true, Description: "A share; null where there is nothing to rest it on."}
}

// majority describes how a casebook.MajorityHit is written.
type majority struct{}

// Schema implements huma.SchemaProvider.
func (majority) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{}, Description: "The commonest answer, and how often it would be right."}
}

// interval describes how a credence.Interval is written.
type interval struct{}

// Schema implements huma.SchemaProvider.
func (interval) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, Nullable: true, AdditionalProperties: false,
		Description: "A time known within bounds, both inclusive, with the reason it is believed; null if nothing is known of it.",
		Properties: map[string]*huma.Schema{
			"from":  {Type: huma.TypeString, Format: "date-time"},
			"to":    {Type: huma.TypeString, Format: "date-time"},
			"basis": {Type: huma.TypeString},
		},
	}
}
