package page

// otherRoutes are the pages around desk and claim.
func (p *Pages) otherRoutes() []route {
	return nil
}
