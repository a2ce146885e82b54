package event

// trainRoles learns what part phrases and organisations play.
func (t *lessonTrainer) trainRoles(set modelSet) {
	n := len(t.lessons)
	role, body := make(batch, n), make(batch, n)
	pc, pe, tc, te := make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	names := map[string]*classNames{"person-class": {}, "person-effect": {"none"}, "thing-class": {}, "thing-effect": {"none"}}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.sumUp()
		for k := range r.phrases {
			y, w := lb.answer(k)
			r.set.reset()
			if r.roleP[k][roleNone] <= surely {
				r.roleFeatures(&r.set, k)
				r.stackFeatures(&r.set, k)
			} else {
				w = 0
			}
			role.add(i, &r.set, y, w)
			f := lb.filler[k]
			if f == nil || y <= 0 {
				continue
			}
			r.kindFeatures(&r.set, k)
			switch f.role {
			case rolePerson:
				if len(f.Class) > 0 {
					pc.add(i, &r.set, int(names["person-class"].number(lower(f.Class[0]))), 1)
				}
				pe.add(i, &r.set, int(names["person-effect"].number(first(f.Effect))), 1)
			case rolePhysical:
				if len(f.Class) > 0 {
					tc.add(i, &r.set, int(names["thing-class"].number(lower(f.Class[0]))), 1)
				}
				te.add(i, &r.set, int(names["thing-effect"].number(first(f.Effect))), 1)
			}
		}
		for o := range r.orgs {
			y, w := r.labelBody(&r.orgs[o], lb)
			r.set.reset()
			if r.orgs[o].first >= int32(r.body) {
				r.bodyFeatures(&r.set, &r.orgs[o])
			} else {
				w = 0
			}
			body.add(i, &r.set, y, w)
		}
	})
	var rp, bp [][][]float32
	set["role"], rp = role.crossfit(many(roleNames))
	set["body"], bp = body.crossfit(many(bodyNames))
	for name, b := range map[string]batch{"person-class": pc, "person-effect": pe, "thing-class": tc, "thing-effect": te} {
		set[name] = some(*names[name]).learn(b.flat(everything))
	}
	t.bodyP = make([][][6]float32, n)
	for i := range rp {
		for k := range rp[i] {
			if len(role[i][k].features) > 0 {
				copy(t.roleP[i][k][:], rp[i][k])
			}
		}
		t.bodyP[i] = body.fixed(i, bp[i])
	}
}

// labelBody is the right answer for a mention of an organisation.
func (r *reading) labelBody(o *bodyMention, lb *labels) (class int, weight float32) {
	sent := r.phrases[o.phrase].sent
	class, weight = 0, 1
	for g := range lb.gold {
		for f := range lb.gold[g].fillers {
			fl := &lb.gold[g].fillers[f]
			if len(fl.Class) == 0 || !r.matchBody(o, fl) {
				continue
			}
			if class == 0 || lb.sents[sent] == g+1 {
				for c, name := range bodyNames {
					if name == lower(fl.Class[0]) {
						class = c
					}
				}
			}
		}
	}
	if class > 0 && lb.sents[sent] == 0 {
		weight = 0
	}
	return class, weight
}

// trainStance learns on what footing a text ties an organisation to an act.
func (t *lessonTrainer) trainStance(set modelSet) {
	stance := make(batch, len(t.lessons))
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.footings()
		for o := range r.orgs {
			y, w := r.labelBody(&r.orgs[o], lb)
			if y > 0 && w > 0 && r.orgs[o].first >= int32(r.body) {
				r.stanceFeatures(&r.set, &r.orgs[o])
				stance.add(i, &r.set, y-1, 1)
			}
		}
	})
	set["stance"] = few(stanceNames).learn(stance.flat(everything))
}
