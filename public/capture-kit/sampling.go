//go:build ignore
// +build ignore

// sampling measures how Go's own stack sampling does on this machine. Run it on both architectures and drop both
// folders into the page, which compares them.
//
//	go build -o sampling sampling.go && ./sampling
//
// Eight goroutines go down to depths that depend on the number of the call alone, so that both machines see the same
// stacks. Then the stacks are taken in two ways, because each has a limit of its own:
//
//	callers.csv           runtime.Callers with room for 512 frames: a row per call
//	goroutineprofile.csv  runtime.GoroutineProfile, whose records have room for 32 frames: a row per record
//
// GoroutineProfile can never fill 512 frames. Also written: CPU, heap and goroutine profiles of the same program.
//
// Columns, those that are not known are empty:
//
//	depth, limit, truncated      frames that were recorded, room for frames, whether the stack goes on behind them
//	full_depth                   frames with room for all of them
//	median_abs_pc_minus_entry    bytes from the entry of a frame's function to its return address; max_… the largest
//	entry_ns                     time to look up one function entry
//	sp, stack_lo, stack_hi       an address in the innermost frame, and the goroutine's stack (from runtime.allgs, so the
//	                             binary must have its symbols, which `go run` leaves out)
//
// One file, standard library only, Go 1.16 to 1.27.
package main

import (
	"bufio"
	"debug/elf"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sort"
	"strconv"
	"time"
	"unsafe"
)

const (
	callersLimit = 512
	profileLimit = 32 // len(runtime.StackRecord{}.Stack0)
	mostFrames   = 8192
	leastLookups = 64 // timed together: a clock is not finer
	walkers      = 8
	shallow      = 64 // half of the stacks are shorter, so that both limits have stacks on both sides
)

var (
	calls   = flag.Int("n", 100000, "calls of runtime.GoroutineProfile, and of runtime.Callers")
	depth   = flag.Int("depth", 900, "largest depth of recursion")
	out     = flag.String("out", "sampling-"+runtime.GOARCH, "folder to write to")
	profile = flag.Duration("profile", 10*time.Second, "how long the CPU profile is recorded; 0 for no profiles")
)

func main() {
	flag.Parse()
	check(os.MkdirAll(*out, 0777))
	findStacks()
	measureCallers()
	measureGoroutineProfile()
	if *profile > 0 {
		writeProfiles()
	}
	fmt.Println("drop this folder into the page:", *out)
}

// depthOf is the same on every machine.
func depthOf(call, walker int) int {
	x := uint32(call*walkers+walker)*2654435761 + 1013904223
	x ^= x >> 15
	x *= 2246822519
	x ^= x >> 13
	if x&1 == 0 {
		return int(x>>1) % shallow
	}
	return int(x>>1) % (*depth + 1)
}

//go:noinline
func descend(n int, bottom func()) int {
	var pad [3]int
	pad[n%3] = n
	if n > 0 {
		if n%16 == 5 {
			return descendWide(n-1, bottom) + pad[(n+1)%3]
		}
		return descend(n-1, bottom) + pad[(n+1)%3]
	}
	bottom()
	return pad[1]
}

// descendWide has a frame of another size.
//
//go:noinline
func descendWide(n int, bottom func()) int {
	var pad [40]int
	pad[n%40] = n
	return descend(n, bottom) + pad[(n+1)%40]
}

func measureCallers() {
	t := create("callers.csv", "arch,go,sample,depth,limit,truncated,full_depth,median_abs_pc_minus_entry,max_abs_pc_minus_entry,entry_ns,sp,stack_lo,stack_hi")
	short, long := make([]uintptr, callersLimit), make([]uintptr, mostFrames)
	var m meter
	for i := 0; i < *calls; i++ {
		var n, full int
		var sp uintptr
		var bounds string
		descend(depthOf(i, 0), func() {
			n = runtime.Callers(0, short)
			full = runtime.Callers(0, long)
			sp = stackPointer()
			bounds = boundsOf(sp)
		})
		median, max, ns := m.measure(short[:n])
		t.row("%s,%s,%d,%d,%d,%t,%d,%d,%d,%.1f,%#x,%s", runtime.GOARCH, runtime.Version(), i, n, callersLimit, full > n, full, median, max, ns, sp, bounds)
	}
	t.close()
}

func measureGoroutineProfile() {
	t := create("goroutineprofile.csv", "arch,go,sample,record,depth,limit,truncated,median_abs_pc_minus_entry,max_abs_pc_minus_entry,entry_ns")
	w := startWalkers()
	records := make([]runtime.StackRecord, 64)
	var m meter
	for i := 0; i < *calls; i++ {
		w.goTo(i)
		n, ok := runtime.GoroutineProfile(records)
		if !ok {
			panic("more goroutines than records")
		}
		for k := range records[:n] {
			stack := records[k].Stack()
			median, max, ns := m.measure(stack)
			cut := len(stack) == profileLimit && !endsAtRoot(stack)
			t.row("%s,%s,%d,%d,%d,%d,%t,%d,%d,%.1f", runtime.GOARCH, runtime.Version(), i, k, len(stack), profileLimit, cut, median, max, ns)
		}
	}
	t.close()
	w.stop()
}

// endsAtRoot tells a stack that fills its record from one that is cut: it ends where goroutines begin.
func endsAtRoot(stack []uintptr) bool {
	f := runtime.FuncForPC(stack[len(stack)-1] - 1)
	return f != nil && f.Name() == "runtime.goexit"
}

// meter measures the frames of a stack: PC minus function entry, and the time of a look-up.
type meter struct{ distances []int }

func (m *meter) measure(pcs []uintptr) (median, max int, ns float64) {
	m.distances = m.distances[:0]
	if len(pcs) == 0 {
		return 0, 0, 0
	}
	lookups := 0
	begin := time.Now()
	for lookups == 0 || lookups < leastLookups {
		for _, pc := range pcs {
			entryOf(pc)
		}
		lookups += len(pcs)
	}
	ns = float64(time.Since(begin)) / float64(lookups)
	for _, pc := range pcs {
		d := int(pc) - int(entryOf(pc))
		if d < 0 {
			d = -d
		}
		m.distances = append(m.distances, d)
	}
	sort.Ints(m.distances)
	return m.distances[len(m.distances)/2], m.distances[len(m.distances)-1], ns
}

// entryOf looks up one byte before a return address: a call may be a function's last instruction.
func entryOf(pc uintptr) uintptr {
	if f := runtime.FuncForPC(pc - 1); f != nil {
		return f.Entry()
	}
	return pc
}

// goroutines that wait at the bottom of a stack until they are told the next call.
type walking struct {
	call   [walkers]chan int
	bottom chan bool
}

func startWalkers() *walking {
	w := &walking{bottom: make(chan bool)}
	for i := range w.call {
		w.call[i] = make(chan int)
		go w.walk(i)
	}
	return w
}

func (w *walking) walk(walker int) {
	call, ok := <-w.call[walker]
	for ok {
		descend(depthOf(call, walker), func() {
			w.bottom <- true
			call, ok = <-w.call[walker]
		})
	}
}

// goTo has every walker at the bottom of the stack that belongs to a call.
func (w *walking) goTo(call int) {
	for _, each := range w.call {
		each <- call
	}
	for range w.call {
		<-w.bottom
	}
	runtime.Gosched() // until they wait again
}

func (w *walking) stop() {
	for _, each := range w.call {
		close(each)
	}
}

//go:noinline
func stackPointer() uintptr {
	var local byte
	return uintptr(unsafe.Pointer(&local))
}

// stacks is where the runtime keeps its []*g, 0 where that is not known. A g begins with the bounds of its stack.
var stacks, current uintptr

// findStacks looks for runtime.allgs in the symbols of this binary, moved to where the binary was loaded.
func findStacks() {
	path, err := os.Executable()
	if err != nil {
		return
	}
	file, err := elf.Open(path)
	if err != nil {
		return
	}
	defer file.Close()
	symbols, err := file.Symbols()
	if err != nil {
		fmt.Fprintln(os.Stderr, "stack bounds are left out: build with `go build`, without -ldflags=-s")
		return
	}
	addresses := map[string]uintptr{}
	for _, symbol := range symbols {
		addresses[symbol.Name] = uintptr(symbol.Value)
	}
	here := runtime.FuncForPC(callerPC())
	linked, ok := addresses[here.Name()]
	if allgs := addresses["runtime.allgs"]; ok && allgs != 0 {
		stacks = allgs + here.Entry() - linked
	}
}

//go:noinline
func callerPC() uintptr {
	pc, _, _, _ := runtime.Caller(1)
	return pc
}

// boundsOf finds the goroutine whose stack an address lies on: ",stack_lo,stack_hi" without the first comma.
func boundsOf(sp uintptr) string {
	if stacks == 0 {
		return ","
	}
	if current == 0 || !isOn(current, sp) {
		current = 0
		first, count := wordAt(stacks), wordAt(stacks+unsafe.Sizeof(stacks))
		for i := uintptr(0); i < count && current == 0; i++ {
			if g := wordAt(first + i*unsafe.Sizeof(stacks)); isOn(g, sp) {
				current = g
			}
		}
	}
	if current == 0 {
		return ","
	}
	low, high := wordAt(current), wordAt(current+unsafe.Sizeof(stacks))
	return "0x" + strconv.FormatUint(uint64(low), 16) + ",0x" + strconv.FormatUint(uint64(high), 16)
}

func isOn(g, sp uintptr) bool {
	return wordAt(g) <= sp && sp < wordAt(g+unsafe.Sizeof(g))
}

// wordAt reads memory that belongs to the runtime, so that nothing of it moves.
func wordAt(address uintptr) uintptr {
	return **(**uintptr)(unsafe.Pointer(&address))
}

// writeProfiles records what runtime/pprof says of the same recursion.
func writeProfiles() {
	file := createFile("cpu.pb.gz")
	check(pprof.StartCPUProfile(file))
	end := time.Now().Add(*profile)
	for i := 0; time.Now().Before(end); i++ {
		descend(depthOf(i, 0), work)
	}
	pprof.StopCPUProfile()
	check(file.Close())
	w := startWalkers()
	w.goTo(0)
	runtime.GC()
	for _, name := range []string{"goroutine", "heap"} {
		file := createFile(name + ".pb.gz")
		check(pprof.Lookup(name).WriteTo(file, 0))
		check(file.Close())
	}
	w.stop()
}

var kept [256][]byte

// work is what the CPU profile finds at the bottom of the stacks.
//
//go:noinline
func work() {
	sum := 0
	for i := 0; i < 20000; i++ {
		sum = sum*31 + i ^ (sum >> 3)
	}
	kept[sum&255] = make([]byte, 4096)
}

// table is a CSV file.
type table struct {
	file *os.File
	w    *bufio.Writer
}

func create(name, header string) *table {
	t := &table{file: createFile(name)}
	t.w = bufio.NewWriterSize(t.file, 1<<16)
	t.row("%s", header)
	return t
}

func (t *table) row(format string, values ...interface{}) {
	_, err := fmt.Fprintf(t.w, format+"\n", values...)
	check(err)
}

func (t *table) close() {
	check(t.w.Flush())
	check(t.file.Close())
}

func createFile(name string) *os.File {
	file, err := os.Create(filepath.Join(*out, name))
	check(err)
	return file
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "sampling:", err)
		os.Exit(1)
	}
}
