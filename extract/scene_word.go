package extract

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// sceneFile lists the words by which scenes are told apart and filled.
const sceneFile = "incident_scene.txt"

// sceneWord is a set of its classes. The names are those of the lines of the
// file.
type sceneWord uint64

var sceneWordNames = []string{
	"order", "soon", "day", "beside", "ordinal", "past", "older", "ago", "since", "compass", "settle", "away", "border", "channel", "occasion", "plan", "foiled",
	"drill", "accident", "unsure", "unreal", "none", "seize", "kindle", "drive", "crowd", "harm", "own", "arms", "found", "toll",
	"raze", "mar", "breach", "lay", "at", "site", "part", "such",
	"cyber", "net", "intrude", "disrupt", "sever", "utility", "dead", "hurt", "load", "manage", "both", "hoax", "forces", "held", "anyone", "motive", "instant",
	"vest", "craft", "including", "freed", "water", "wilful",
}

const (
	wOrder sceneWord = 1 << iota
	wSoon
	wDay
	wBeside
	wOrdinal
	wPast
	wOlder
	wAgo
	wSince
	wCompass
	wSettle
	wAway
	wBorder
	wChannel
	wOccasion
	wPlan
	wFoiled
	wDrill
	wAccident
	wUnsure
	wUnreal
	wNone
	wSeize
	wKindle
	wDrive
	wCrowd
	wHarm
	wOwn
	wArms
	wFound
	wToll
	wRaze
	wMar
	wBreach
	wLay
	wAimAt
	wSite
	wPart
	wSuch
	wCyber
	wNet
	wIntrude
	wDisrupt
	wSever
	wUtility
	wDead
	wHurt
	wLoad
	wManage
	wBoth
	wHoax
	wForces
	wHeld
	wAnyone
	wMotive
	wInstant
	wVest
	wCraft
	wIncluding
	wFreed
	wWater
	wWilful
	wAct // reports an act as a verb, or begins a noun for one
)

// turnWord is a set of the classes that sceneWord has no room for.
type turnWord uint64

var turnWordNames = []string{"next", "part-of-day", "poison", "gas", "steer", "van", "again", "column-place", "column-dead", "column-hurt", "loss", "throw", "strike", "war", "assail", "rain",
	"endure", "wound", "cripple", "hit", "limb", "mortal", "unit", "comprise", "way", "gunned", "line", "trip", "break",
	"robbery", "felon", "brawl", "fiction", "game", "hunt", "fault", "nature", "wreck", "ailment",
	"yonder", "span", "foe", "fellow", "masked", "past-form", "caption", "particle", "clock", "about",
	"politics", "labour", "rehearse", "relieve", "guard",
	"lair", "search", "wake", "grab", "captive", "rite", "feast", "throat", "no-sign", "hearsay"}

const (
	tNext turnWord = 1 << iota
	tPartOfDay
	tPoison
	tGas
	tSteer
	tVan
	tAgain
	tColumnPlace
	tColumnDead
	tColumnHurt
	tLoss
	tThrow
	tStrike
	tWar
	tAssail
	tRain
	tEndure
	tWound
	tCripple
	tHit
	tLimb
	tMortal
	tUnit
	tComprise
	tWay
	tGunned
	tLine
	tTrip
	tBreak
	tRobbery
	tFelon
	tBrawl
	tFiction
	tGame
	tHunt
	tFault
	tNature
	tWreck
	tAilment
	tYonder
	tSpan
	tFoe
	tFellow
	tMasked
	tPastForm
	tCaption
	tParticle
	tClock
	tAbout
	tPolitics
	tLabour
	tRehearse
	tRelieve
	tGuard
	tLair
	tSearch
	tWake
	tGrab
	tCaptive
	tRite
	tFeast
	tThroat
	tNoSign
	tHearsay // no word has room for more
)

// loadScenes reads the file, and marks the words that may name an act.
func (x *Extractor) loadScenes(files fs.FS) error {
	b, err := fs.ReadFile(files, sceneFile)
	if err != nil {
		return err
	}
	if turnWord(1)<<(len(turnWordNames)-1) != tHearsay {
		return fmt.Errorf("%s: classes and their names are out of step", sceneFile)
	}
	for line := range strings.Lines(string(b)) {
		class, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		scene, turn := sceneWord(bitOf(sceneWordNames, class)), turnWord(bitOf(turnWordNames, class))
		if scene == 0 && turn == 0 {
			return fmt.Errorf("%s: unknown class %q", sceneFile, class)
		}
		for _, w := range strings.Fields(words) {
			known := x.words.put(x.vocab.Add(w))
			known.scene |= scene
			known.turn |= turn
		}
	}
	for w := range lang.Word(x.vocab.Len()) {
		class, verb := x.events.Act(w)
		if verb && class != "" || x.words.of(w).cues&cAttackVerb != 0 || lexicon.Methods().Starts(x.vocab.Form(w)) {
			x.words.put(w).scene |= wAct
		}
	}
	return nil
}

// bitOf is the bit of the class of that name, 0 if there is none.
func bitOf(names []string, name string) uint64 {
	i := slices.Index(names, name)
	if i < 0 {
		return 0
	}
	return 1 << i
}

// is reports whether token k is a word of one of the classes.
func (s *scratch) is(k int, class sceneWord) bool {
	return s.tags[k].scene&class != 0
}

// anyOf reports whether one of the tokens first..last-1 is.
func (s *scratch) anyOf(first, last int, class sceneWord) bool {
	for k := first; k < last; k++ {
		if s.is(k, class) {
			return true
		}
	}
	return false
}

// turns reports whether token k is a word of one of the further classes.
func (s *scratch) turns(k int, class turnWord) bool {
	return s.tags[k].turn&class != 0
}
