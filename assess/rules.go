package assess

// Rules holds the numbers of the arithmetic (doc/method.md, sections 5.2 to
// 5.4).
type Rules struct {
	Version       string            `json:"version"`
	Sharing       float64           `json:"sharing"` // weight of each of n answers of a group is 1/(1+(n-1)*Sharing)
	Caps          map[Class]float64 `json:"caps"`    // the largest penalty a cluster may impose, in decibans
	Noise         Noise             `json:"noise"`
	ExactClusters int               `json:"exact_clusters"` // up to so many clusters each has its own noise; above, one draw stands for their sum
	Sufficiency   SufficiencyRule   `json:"sufficiency"`
	Pivot         PivotRule         `json:"pivot"`
	LookFor       LookForRule       `json:"look_for"`
	Ageing        Ageing            `json:"ageing"`
	Refine        Refine            `json:"refine"`
}

// Ageing says how a search that found nothing gains weight with time: by the
// formula of the method for absences (doc/method.md, section 2.3), the share
// of what there is to be found that has come to light some days after an
// attack. The weight of the code list is reached on day FullDays, since the
// worked example gives it to answers of that day, and is not passed.
type Ageing struct {
	FullDays int       `json:"full_days"`
	Steps    []AgeStep `json:"steps"` // by days
}

// AgeStep is the share from a number of days on.
type AgeStep struct {
	Days  int     `json:"days"`
	Share float64 `json:"share"`
}

// Noise is the spread of the Monte Carlo draws, in decibans and as a share of
// the penalty.
type Noise struct {
	Prior        float64 `json:"prior_db"`
	Cluster      float64 `json:"cluster_db"`
	ClusterShare float64 `json:"cluster_share"`
}

// SufficiencyRule holds the thresholds of axis C.
type SufficiencyRule struct {
	Information      float64 `json:"information_bits"`  // less gained than this is insufficient
	Likely           float64 `json:"likely"`            // probability of the top rung
	Stable           float64 `json:"stable"`            // share of draws with the same top rung
	Established      float64 `json:"established"`       // probability of the top rung
	Agreement        float64 `json:"agreement_db"`      // weight of an uncapped cluster that counts as a pillar
	Conflict         float64 `json:"conflict_db"`       // joint penalty on every rung that counts as a conflict
	LeastReliability string  `json:"least_reliability"` // of an item outside the claim that makes a verdict possible
	LeastCredibility int     `json:"least_credibility"`
}

// PivotRule says when an item is pivotal.
type PivotRule struct {
	Points float64 `json:"points"` // a roll-up moves by at least this, and to another word
}

// LookForRule says how unanswered questions are tried out.
type LookForRule struct {
	Grade string `json:"grade"` // the grade an answer is given in the trial
	Keep  int    `json:"keep"`  // length of the list
}
