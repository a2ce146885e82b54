// Package pipeline is what the machine does, in stages that can be stopped and
// taken up again anywhere: [Stages.Take] keeps documents, [Stages.Derive] reads the new
// ones, finds the voice each goes back to, joins their mentions into incidents
// and gathers the claims.
package pipeline
