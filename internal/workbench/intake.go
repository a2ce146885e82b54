package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/fetch"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

// Bounds of what is handed in and not worked through yet, and of what is told
// of a task.
const (
	MaxPaste     = 1 << 20  // bytes of a pasted text
	MaxUpload    = 64 << 20 // bytes of a file
	maxWaiting   = 100      // tasks
	maxHeldBytes = 256 << 20
	maxTold      = 50  // documents and faults listed for a task
	maxTasks     = 200 // that are remembered
	tellEach     = 100 // documents between two changes that are told
	maxTries     = 3   // beginnings of the work on one input that the program did not survive
)

// TaskState says how far a task has got.
type TaskState string

// The states of a task.
const (
	TaskWaiting TaskState = "waiting"
	TaskRunning TaskState = "running"
	TaskDone    TaskState = "done"
	TaskFailed  TaskState = "failed" // nothing of it could be taken in, or it was stopped
)

// Task is something that was handed in, and how far it has got.
type Task struct {
	ID     string         `json:"id"`
	Kind   string         `json:"kind"` // text, file, address or reading
	Name   string         `json:"name"` // of the input, as faults call it
	By     string         `json:"by"`
	Added  time.Time      `json:"added_at"`
	Ended  time.Time      `json:"ended_at,omitzero"`
	State  TaskState      `json:"state"`
	Stage  string         `json:"stage,omitempty"` // what is being done now: fetching, taking in, reading ...
	Dealt  int            `json:"dealt"`           // documents dealt with in that stage
	Tally  pipeline.Tally `json:"tally"`
	Taken  []TakenIn      `json:"documents,omitempty"`   // the first of them
	Faults []string       `json:"faults,omitempty"`      // in plain words: which input, and why
	Passed []string       `json:"passed_over,omitempty"` // the first parts that were passed over on purpose, and why
}

// Over reports whether nothing more will come of the task.
func (t *Task) Over() bool { return t.State == TaskDone || t.State == TaskFailed }

// TakenIn is a document that a task brought.
type TakenIn struct {
	ID    credence.DocumentID `json:"id"`
	Title string              `json:"title"`
	New   bool                `json:"new"` // false: it was held already
}

// Intake takes in what people hand in, one task after the other, and derives
// what follows from it, while the pages go on answering. What was handed in
// stays in the store until it is worked through: [Intake.Resume] takes up what
// another run of the program left. Tasks that are over are remembered until
// the program ends.
type Intake struct {
	Fetch *fetch.Client            // nil: addresses are not fetched
	Now   func() time.Time         // the clock
	Fault func(task Task, e error) // told of faults that are not the user's; may be nil

	bench   *Workbench
	mu      sync.Mutex
	tasks   []*Task // oldest first
	queue   []work  // of those that wait
	bytes   int     // of what the queue waits for, in the store
	running bool
	closed  bool
	changed chan struct{}      // closed at the next change
	stop    context.CancelFunc // of the worker
	idle    sync.WaitGroup
}

// work is a waiting task with where the store keeps what it is about.
type work struct {
	task *Task
	seq  int64
	size int
}

func newIntake(w *Workbench) *Intake {
	return &Intake{Now: time.Now, bench: w, changed: make(chan struct{}), stop: func() {}}
}

// Close stops the work and waits until it has stopped. What was handed in and
// not taken in by then is taken up by Resume when the program runs again.
func (q *Intake) Close() {
	q.mu.Lock()
	q.closed = true
	q.stop()
	q.mu.Unlock()
	q.idle.Wait()
}

// Tasks gives the tasks, newest first.
func (q *Intake) Tasks() []Task {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := make([]Task, 0, len(q.tasks))
	for _, t := range slices.Backward(q.tasks) {
		out = append(out, t.copied())
	}
	return out
}

// Task gives one task, or ErrNotFound.
func (q *Intake) Task(id string) (Task, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, t := range q.tasks {
		if t.ID == id {
			return t.copied(), nil
		}
	}
	return Task{}, fmt.Errorf("task %s: %w", id, credence.ErrNotFound)
}

// Changed gives a channel that is closed when any task changes next. Whoever
// follows the tasks asks for it before reading them, so that nothing is missed.
func (q *Intake) Changed() <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.changed
}

func (t *Task) copied() Task {
	c := *t
	c.Taken, c.Faults, c.Passed = slices.Clone(t.Taken), slices.Clone(t.Faults), slices.Clone(t.Passed)
	return c
}

// add keeps what was handed in and puts it in the queue.
func (q *Intake) add(ctx context.Context, kind, name, by string, body []byte) (Task, error) {
	q.mu.Lock()
	closed, waiting, size := q.closed, len(q.queue), q.bytes
	q.mu.Unlock()
	switch {
	case closed:
		return Task{}, &credence.InputError{Name: name, Reason: "nothing is taken in any more: the program is stopping"}
	case waiting >= maxWaiting || size+len(body) > maxHeldBytes:
		return Task{}, &credence.InputError{Name: name, Reason: fmt.Sprintf("%d inputs are waiting already; try again when some are done", waiting)}
	}
	t := &Task{Kind: kind, Name: name, By: by, Added: q.Now().UTC(), State: TaskWaiting}
	seq, err := q.bench.DB.HandIn(ctx, store.HandedIn{Kind: kind, Name: name, By: by, Added: t.Added}, body)
	if err != nil {
		return Task{}, err
	}
	t.ID = strconv.FormatInt(seq, 10)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.wait(work{t, seq, len(body)})
	return t.copied(), nil
}

// Resume takes up what was handed in to a run of the program that ended before
// it was worked through. It is called once, before anything is added. What the
// program did not survive several times is listed as failed, and stays in the
// store.
func (q *Intake) Resume(ctx context.Context) error {
	left, err := q.bench.DB.HandedIn(ctx)
	if err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, h := range left {
		t := &Task{ID: strconv.FormatInt(h.Seq, 10), Kind: h.Kind, Name: h.Name, By: h.By, Added: h.Added, State: TaskWaiting}
		if h.Tries < maxTries {
			q.wait(work{t, h.Seq, h.Size})
			continue
		}
		t.State, t.Ended = TaskFailed, q.Now().UTC()
		t.fault(fmt.Sprintf("%s: the program ended %d times while it was at this; it is kept in the store and not tried again", t.Name, h.Tries))
		q.tasks = append(q.tasks, t)
	}
	return nil
}

// TaskReading is the kind of the task that brings nothing in: what is held is
// read anew.
const TaskReading = "reading"

// ReadAnew puts a task in the queue that reads what is held and was not read by
// this version of the rules, if there is such a document and no such task waits.
// It is called once, after Resume: until the task is over the pages show what
// an older version read.
func (q *Intake) ReadAnew(ctx context.Context, by string) error {
	due, err := q.bench.DB.Unextracted(ctx, pipeline.ExtractorVersion, 1)
	if err != nil || len(due) == 0 {
		return err
	}
	for _, t := range q.Tasks() {
		if t.Kind == TaskReading && !t.Over() {
			return nil
		}
	}
	_, err = q.add(ctx, TaskReading, "Documents read by older rules", by, []byte(pipeline.ExtractorVersion))
	return err
}

// wait puts a task in the queue, and starts the worker if it rests. The lock
// is held. After Close it stays in the store.
func (q *Intake) wait(w work) {
	q.tasks = append(q.tasks, w.task)
	if n := len(q.tasks) - maxTasks; n > 0 {
		q.tasks = slices.Delete(q.tasks, 0, n)
	}
	q.queue = append(q.queue, w)
	q.bytes += w.size
	if !q.running && !q.closed {
		ctx, stop := context.WithCancel(context.Background()) // the work outlasts the request that brought it
		q.running, q.stop = true, stop
		q.idle.Go(func() { q.work(ctx); stop() })
	}
	q.tell(w.task)
}

// tell wakes whoever follows the tasks, and tells those who follow all that is
// done here. The lock is held.
func (q *Intake) tell(t *Task) {
	close(q.changed)
	q.changed = make(chan struct{})
	if t.State == TaskRunning && t.Dealt%tellEach != 0 {
		return
	}
	w := Work{ID: t.ID, Stage: cmp.Or(t.Stage, string(t.State)), Done: t.Dealt, Ended: t.Over()}
	if t.State == TaskFailed && len(t.Faults) > 0 {
		w.Failed = t.Faults[0]
	}
	q.bench.Changes.Tell(Change{Kind: ChangeWork, At: q.Now().UTC(), By: t.By, Text: t.Name, Work: &w})
	if t.Over() && t.Tally.Taken > 0 {
		q.bench.Changes.Tell(Change{Kind: ChangeDocuments, At: t.Ended, By: t.By, Text: fmt.Sprintf("%d documents from %s", t.Tally.Taken, t.Name)})
	}
	if t.Over() && (t.Tally.Taken > 0 || t.Kind == TaskReading) {
		q.bench.Changes.Tell(Change{Kind: ChangeClaims, At: t.Ended, By: t.By, Text: "claims and incidents after " + t.Name})
	}
}

// work goes through the queue until it is empty.
func (q *Intake) work(ctx context.Context) {
	for {
		q.mu.Lock()
		if len(q.queue) == 0 || ctx.Err() != nil {
			q.running = false
			q.mu.Unlock()
			return
		}
		next := q.queue[0]
		q.queue = slices.Delete(q.queue, 0, 1)
		q.mu.Unlock()
		(&run{intake: q, task: next.task}).through(ctx, next)
		q.mu.Lock()
		q.bytes -= next.size
		q.mu.Unlock()
	}
}

// run is one task being worked through.
type run struct {
	intake *Intake
	task   *Task
}

// change changes the task and tells of it.
func (r *run) change(do func(t *Task)) {
	r.intake.mu.Lock()
	defer r.intake.mu.Unlock()
	do(r.task)
	r.intake.tell(r.task)
}

func (r *run) stage(name string) {
	r.change(func(t *Task) { t.State, t.Stage, t.Dealt = TaskRunning, name, 0 })
}

// through works a task through, and takes it out of the store when it is over.
// What was stopped or met with a fault of ours stays there for the next run of
// the program.
func (r *run) through(ctx context.Context, w work) {
	db, after := r.intake.bench.DB, context.WithoutCancel(ctx)
	body, err := db.TakeUp(ctx, w.seq)
	if err == nil {
		err = r.begin(ctx, body)
	}
	if err == nil {
		err = r.derive(ctx)
	}
	var fault *credence.InputError
	stopped := ctx.Err() != nil
	internal := err != nil && !errors.As(err, &fault) && !stopped
	var kept error
	switch {
	case stopped:
		kept = db.PutBack(after, w.seq)
	case !internal:
		kept = db.WorkedThrough(after, w.seq)
	}
	var over Task
	r.change(func(t *Task) {
		t.Stage, t.Ended, t.State = "", r.intake.Now().UTC(), TaskDone
		switch {
		case stopped:
			t.fault(t.Name + ": the program was stopped before this was done; it is taken up when it runs again")
		case internal:
			t.fault(t.Name + ": an internal error stopped the work; what was taken in so far is kept, and the rest is tried again when the program is started anew")
		case err != nil:
			t.fault(fault.Error())
		}
		if err != nil || t.Tally.Taken+t.Tally.Held == 0 && t.Kind != TaskReading {
			t.State = TaskFailed
		}
		over = t.copied()
	})
	if !internal {
		err = nil
	}
	if err = errors.Join(err, kept); err != nil && r.intake.Fault != nil {
		r.intake.Fault(over, err)
	}
}

func (t *Task) fault(words string) {
	if len(t.Faults) < maxTold {
		t.Faults = append(t.Faults, words)
	}
}

// derive reads what was taken in and joins it to what is held.
func (r *run) derive(ctx context.Context) error {
	s := *r.intake.bench.Stages
	s.Progress = func(stage string, n int) {
		r.change(func(t *Task) {
			if t.Stage != stage {
				t.Stage, t.Dealt = stage, 0
			}
			t.Dealt += n
		})
	}
	r.stage("reading")
	return s.Derive(ctx)
}

// report notes what became of a document or what was wrong.
func (r *run) report(o pipeline.Outcome) {
	r.change(func(t *Task) {
		t.Dealt++
		switch {
		case o.Err != nil && errors.Is(o.Err, credence.ErrSkipped): // nothing is wrong
			if len(t.Passed) < maxTold {
				t.Passed = append(t.Passed, o.Err.Error())
			}
		case o.Err != nil:
			t.fault(o.Err.Error())
		case len(t.Taken) < maxTold:
			t.Taken = append(t.Taken, TakenIn{o.Document.ID, heading(&o.Document), o.New})
		}
	})
}
