//! Programs against the memory limit, and with the collector at work all the time.

use minigo::{Buffer, Builder, Engine, Error};

const LIMIT: u64 = 24 << 20;

/// Runs the body of a main function; gives how it ended and its output.
fn run(builder: Builder, imports: &str, text: &str) -> (Result<i32, Error>, String) {
    let text = format!("package main\n{imports}\n{text}");
    let output = Buffer::default();
    let engine = builder
        .stdout(output.clone())
        .stderr(output.clone())
        .build();
    let program = engine.compile("prog.go", &text).expect("it compiles");
    let code = engine.run(&program).map(|outcome| outcome.exit_code);
    (code, output.text())
}

fn limited() -> Builder {
    Engine::builder().memory_limit(LIMIT).workers(2)
}

/// The program must end with Go's fatal error, whatever it defers.
fn runs_out(text: &str) {
    let (result, output) = run(limited(), "", text);
    let Err(Error::MemoryLimit(text)) = result else {
        panic!("{result:?}\n{output}");
    };
    assert!(
        text.starts_with("fatal error: runtime: out of memory\n"),
        "{text}"
    );
}

#[test]
fn programs_run_out_of_memory() {
    runs_out("func main() { s := make([]int, 1<<33); s[0] = 1 }");
    runs_out("func main() { defer func() { recover() }(); var s []int; for { s = append(s, 1) } }");
    runs_out("func main() { s := \"x\"; for { s += s } }");
    runs_out("func main() { m := map[int]string{}; for i := 0; ; i++ { m[i] = \"x\" } }");
    runs_out(
        "type T struct { next *T; fill [9]int }\nfunc main() { var l *T; for { l = &T{next: l} } }",
    );
    runs_out("func main() { var l any; for { l = [3]any{l, l, 1.1} } }");
    runs_out(
        "func main() { var fs []func(); for i := 0; ; i++ { fs = append(fs, func() { println(i) }) } }",
    );
    runs_out(
        "func main() { for { c := make(chan [1000]int, 1000); all = append(all, c) } }\nvar all []chan [1000]int",
    );
    runs_out("func main() { b := make([]byte, 12<<20); for { b = append(b, b...) } }");
    runs_out("func main() { m := make(map[[100]int]bool, 1<<30); m[[100]int{}] = true }");
}

#[test]
fn garbage_is_not_memory() {
    let text = r#"
type T struct { next *T; data [20]int }

var sink any

func work(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		var l *T
		for j := 0; j < 100; j++ {
			l = &T{next: l, data: [20]int{j}}
		}
		for ; l != nil; l = l.next {
			sum += l.data[0]
		}
		b := make([]byte, 1<<20)
		b[i] = 1
		sink = b
		m := map[string][]int{}
		for j := 0; j < 10; j++ {
			m[string(rune('a'+j))+"x"] = make([]int, 1000)
		}
		sum += len(m)
	}
	return sum
}

func main() {
	c := make(chan int)
	for i := 0; i < 3; i++ {
		go func() { c <- work(100) }()
	}
	println(<-c + <-c + <-c)
}
"#;
    for workers in [1, 3] {
        let (result, output) = run(limited().workers(workers), "", text);
        assert!(matches!(result, Ok(0)), "{result:?}\n{output}");
        assert_eq!(output, "1488000\n");
    }
}

/// Gigabytes of garbage of all sizes pass through a limit of 200 MB while 50 MB stay.
#[test]
fn what_is_held_counts_and_not_what_is_allocated() {
    let text = r#"
type entry struct {
	bytes []byte
	m     map[int]string
	list  *entry
}

func fresh(i int) *entry {
	e := &entry{bytes: make([]byte, 48_000+i%1000), m: map[int]string{i: "x"}}
	for j := range 10 {
		e.list = &entry{list: e.list, bytes: make([]byte, 20*j)}
	}
	e.bytes[i%48_000] = byte(i)
	return e
}

func main() {
	const live = 1000
	var kept [live]*entry
	var at [live]int
	total := 0
	for i := 0; total < 4<<30; i++ {
		slot := i * 7919 % live
		if e := kept[slot]; e != nil && (e.bytes[at[slot]%48_000] != byte(at[slot]) || e.m[at[slot]] != "x" || e.list == nil) {
			panic("broken")
		}
		kept[slot], at[slot] = fresh(i), i
		big := make([]byte, 200_000<<(i%4))
		big[i] = 1
		total += len(big) + 50_000
	}
	println("done")
}
"#;
    for workers in [1, 2] {
        let builder = Engine::builder().memory_limit(200_000_000).workers(workers);
        let (result, output) = run(builder, "", text);
        assert!(matches!(result, Ok(0)), "{result:?}\n{output}");
        assert_eq!(output, "done\n");
    }
}

/// Everything that holds references, with a collection at almost every allocation.
#[test]
fn nothing_reachable_is_freed() {
    let text = r#"
type Node struct {
	left, right *Node
	name        string
	any         any
	tags        map[string]int
	run         func() string
	chans       []chan string
	arr         [3]string
}

func build(depth int, path string) *Node {
	if depth == 0 {
		return nil
	}
	n := &Node{name: path + "!", any: path + "?", tags: map[string]int{path + "t": depth}}
	n.run = func() string { return n.name + path }
	n.arr[depth%3] = path + "a"
	for i := 0; i < 2; i++ {
		c := make(chan string, 2)
		c <- path + "c"
		n.chans = append(n.chans, c)
	}
	n.left = build(depth-1, path+"l")
	n.right = build(depth-1, path+"r")
	return n
}

func check(n *Node, depth int, path string) int {
	if n == nil {
		return 0
	}
	ok := n.name == path+"!" && n.any.(string) == path+"?" && n.tags[path+"t"] == depth && n.run() == path+"!"+path &&
		n.arr[depth%3] == path+"a" && <-n.chans[0] == path+"c" && <-n.chans[1] == path+"c"
	if !ok {
		panic("broken at " + path)
	}
	return 1 + check(n.left, depth-1, path+"l") + check(n.right, depth-1, path+"r")
}

func main() {
	results := make(chan int)
	for i := 0; i < 4; i++ {
		go func() {
			defer func() { results <- check(build(9, "q"), 9, "q") }()
			results <- check(build(9, "p"), 9, "p")
		}()
	}
	sum := 0
	for i := 0; i < 8; i++ {
		sum += <-results
	}
	println(sum)
}
"#;
    for workers in [1, 4] {
        let builder = Engine::builder().collect_every(200_000).workers(workers);
        let (result, output) = run(builder, "", text);
        assert!(matches!(result, Ok(0)), "{result:?}\n{output}");
        assert_eq!(output, "4088\n");
    }
}
