package api

import (
	"context"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/workbench"
)

type incidentList struct {
	Type     string `query:"type" maxLength:"40" doc:"Such as bombing."`
	Country  string `query:"country" maxLength:"2" doc:"ISO 3166 alpha-2."`
	Place    string `query:"place" maxLength:"200" doc:"All words of it occur in the name of the place."`
	Document string `query:"document" maxLength:"40" doc:"Incidents that this document tells of."`
	Between
	Paging
	Moment
}

func (a *API) listIncidents(ctx context.Context, in *incidentList) (*answer[client.Page[client.IncidentItem]], error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	f := workbench.IncidentFilter{Type: in.Type, Country: in.Country, Place: in.Place, Document: credence.DocumentID(in.Document)}
	if f.From, f.To, err = in.Between.read(); err != nil {
		return nil, err
	}
	found, next, err := a.bench.ListIncidents(ctx, f, in.page(), at)
	if err != nil {
		return nil, err
	}
	return paged(each(found, func(i credence.Incident) client.IncidentItem {
		return client.IncidentItem{Title: workbench.IncidentTitle(&i), Incident: i}
	}), next, in.Moment), nil
}

type incidentRead struct {
	Incident string `path:"incident" maxLength:"40" doc:"Identifier of the incident, or the beginning of it."`
	Moment
}

func (a *API) readIncident(ctx context.Context, in *incidentRead) (*answer[client.IncidentView], error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	f, err := a.bench.OpenIncident(ctx, in.Incident, at)
	if err != nil {
		return nil, err
	}
	return &answer[client.IncidentView]{client.IncidentView{
		Title: f.Title, Incident: f.Incident, Claims: orNone(f.Claims), Voices: f.Voices.String(), Said: each(f.Said, saidOf),
		Reports: each(f.Reports, func(r workbench.Report) client.Report {
			r.Document.Text = ""
			return client.Report{Document: r.Document, Origin: r.Origin, Mentions: orNone(r.Mentions), Placed: r.Placed}
		}),
		Facts: each(f.Facts, func(f workbench.Fact) client.Fact {
			return client.Fact{Name: f.Name, Range: f.Range, Told: each(f.Told, func(t workbench.Told) client.Told { return client.Told(t) })}
		}),
	}}, nil
}
