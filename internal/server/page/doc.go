// Package page serves the pages of the workbench: HTML that reads without
// JavaScript, changes things by plain forms, and asks nobody else for anything.
//
// Begin with New and Pages.Routes. The address list is routes.go.
//
// # To add a page
//
// Write templates/NAME.page.html that defines "main"; its dot is a view, whose
// Body is what the handler gave. Parts that several pages use go into
// templates/NAME.part.html, each with a {{define}}. Write the handler as a
// method of Pages in NAME.go: it parses, makes one call of the workbench,
// fills a struct whose fields are ready to print, and ends with
//
//	return p.render(w, r, "NAME", view{Title: "...", Here: "/...", Body: body})
//
// or returns an error: fail says in plain words what is wrong, with ErrNotFound
// as 404, an InputError as 400 with its own text, and errForbidden as 403.
// Give its address a line in routes.go.
//
// The time to look from is p.moment(r); every link to something that is looked
// at as of a time goes through view.Link, so that the reader stays at that
// time. A handler that changes something begins with p.posted, which holds the
// caller to a role and reads the form, takes who, when and why from p.act, and
// ends with http.Redirect and StatusSeeOther.
//
// All sheets of static/*.css are served as one, in the order of their names;
// rules of one page go into a sheet of its own and use the custom properties at
// the top of 0base.css. Scripts are static/*.js, modules without imports; a
// page names those it needs in view.Scripts. No template has a style attribute
// or an event attribute: the security policy of the server refuses both.
//
// # What a page costs
//
// No page judges what was judged before. The workbench keeps a board and a
// sheet for each claim, and the store counts every change to what they rest on
// (Workbench.Desk, Workbench.Sheet, Workbench.Keep); a look back is judged once
// and held. Desk and claim are besides made once for each person and time and
// sent packed (renderOnce): the key names all that they are made from, so
// nothing is ever shown that is out of date.
package page
