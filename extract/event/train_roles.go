package event

// trainRoles learns what part phrases and organisations play.
func (t *lessonTrainer) trainRoles(set modelSet) {
	n := len(t.lessons)
	role, body := make(batch, n), make(batch, n)
	people, things := make(batch, n), make(batch, n)
	names := map[string]*classNames{"person-effect": {"none"}, "thing-effect": {"none"}}
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
				people.add(i, &r.set, int(names["person-effect"].number(first(f.Effect))), 1)
			case rolePhysical:
				things.add(i, &r.set, int(names["thing-effect"].number(first(f.Effect))), 1)
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
	set["role"], rp = t.crossfit(role, many(roleNames))
	set["body"], bp = t.crossfit(body, many(bodyNames))
	for name, b := range map[string]batch{"person-effect": people, "thing-effect": things} {
		set[name] = t.learn(some(*names[name]), b)
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

// trainCalls learns what sort of person or thing it is that is called so.
func (t *lessonTrainer) trainCalls(set modelSet) {
	people, things := make(batch, len(t.lessons)), make(batch, len(t.lessons))
	persons, objects := classNames{}, classNames{}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.labelCalls(lb, func(f *goldFiller, mentions []int32) {
			if len(f.Class) == 0 {
				return
			}
			r.callFeatures(&r.set, mentions)
			if f.role == rolePerson {
				people.add(i, &r.set, int(persons.number(lower(f.Class[0]))), 1)
			} else {
				things.add(i, &r.set, int(objects.number(lower(f.Class[0]))), 1)
			}
		})
	})
	set["person-class"] = t.learn(calling(persons), people)
	set["thing-class"] = t.learn(calling(objects), things)
}

// labelCalls hands each person and thing of the gold incidents to visit, with
// the phrases that mention it: each alone, and all together.
func (r *reading) labelCalls(lb *labels, visit func(f *goldFiller, mentions []int32)) {
	all := map[*goldFiller][]int32{}
	var order []*goldFiller
	for k := range r.phrases {
		f := lb.filler[k]
		if f == nil || lb.roles[k] <= 0 || f.role != rolePerson && f.role != rolePhysical {
			continue
		}
		if all[f] == nil {
			order = append(order, f)
		}
		all[f] = append(all[f], int32(k))
		visit(f, []int32{int32(k)})
	}
	for _, f := range order {
		if len(all[f]) > 1 {
			visit(f, all[f])
		}
	}
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
	set["stance"] = t.learn(few(stanceNames), stance)
}
