// Package guard stands in front of the workbench: it decides who makes a
// request and whether they may make it, and keeps the rest of the world out.
//
// Begin with New. Guard.Wrap goes around everything that is served, Guard.Routes
// registers the pages that log in and out. In the order in which a request
// meets them:
//
//   - a panic behind becomes a plain 500 (recover.go);
//   - headers tell the browser to load nothing from elsewhere (headers.go);
//   - the name under which the server is addressed must be one of its own, or a
//     page elsewhere could have its name point here and read what it likes
//     (host.go);
//   - so many requests a second from an address, far fewer that log in
//     (limit.go);
//   - no page elsewhere may have a browser change anything here: that is
//     net/http's CrossOriginProtection, which needs no token in forms;
//   - the body may be as long as the route takes;
//   - the caller is whoever the token or the session says, or, where that is
//     allowed, the user of this machine (identify.go), and must have the role
//     that the table of routes asks for (guard.go).
//
// Sessions are rows of the store, found by the hash of a random cookie, and not
// those of a library: one that ends with the password, the role or the account
// it was begun with needs a row that knows its account, and what is left beside
// that is forty lines. Nothing of a session is signed, so there is no key to keep.
package guard
