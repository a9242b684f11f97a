//! Natives of package os.

use std::io;

use super::{Natives, charge_bytes, finish, new_word_slice, word};
use crate::vm::fault::Fault;
use crate::vm::goroutine::WaitReason;
use crate::vm::heap::{PIECE, mem};
use crate::vm::native::{Flow, HostDone, NativeCtx};
use crate::vm::stdio::SIGPIPE_EXIT;
use crate::vm::{slice, string};

pub(super) const NATIVES: Natives = &[
    ("args", args),
    ("Exit", |cx| Flow::Exit(cx.arg_int(0) as i32)),
    ("write", |cx| {
        let (data, len) = (slice::data(cx.arg(1)), slice::len(cx.arg(1)));
        let pieces = (0..len).step_by(PIECE).map(|at| {
            let mut piece = Vec::new();
            mem::read_bytes(&mut piece, data + at, (len - at).min(PIECE as u64));
            piece
        });
        write(cx, pieces)
    }),
    ("writeString", |cx| {
        let bytes = word::str_bytes(cx.arg(1));
        write(cx, std::iter::once(bytes))
    }),
    ("read", read),
];

fn args(cx: &mut NativeCtx<'_>) -> Flow {
    let vm = cx.ctx().vm;
    let words = vm
        .args
        .iter()
        .map(|arg| string::new(cx.alloc(), arg.as_bytes()));
    let words = words.collect::<Result<Vec<u64>, Fault>>();
    let slice = words.and_then(|words| Ok(new_word_slice(cx, &words)?));
    finish(slice.map(|slice| cx.set_ret(0, slice)))
}

/// The words of Go's errors, without the number that Rust adds.
fn problem(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::BrokenPipe => "broken pipe".to_owned(),
        io::ErrorKind::StorageFull => "no space left on device".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error")
                .next()
                .unwrap_or("input/output error")
                .to_lowercase()
        }
    }
}

fn write(cx: &mut NativeCtx<'_>, mut pieces: impl Iterator<Item = impl AsRef<[u8]>>) -> Flow {
    let (vm, stream) = (cx.ctx().vm, cx.arg(0));
    let mut written = 0;
    let result = pieces.try_for_each(|piece| {
        let bytes = piece.as_ref();
        match stream {
            1 => vm.stdio.stdout.write(bytes)?,
            2 => vm.stdio.write_stderr(bytes)?,
            _ => return Err(io::Error::other("bad file descriptor")),
        }
        written += bytes.len() as i64;
        Ok(())
    });
    charge_bytes(cx, written as u64);
    match result {
        Ok(()) => {
            cx.ret_int(0, written);
            cx.set_ret(1, 0);
            Flow::Return
        }
        Err(error) if vm.stdio.is_fatal(&error) => Flow::Exit(SIGPIPE_EXIT),
        Err(error) => {
            cx.ret_int(0, written);
            finish(cx.ret_str(1, problem(&error).as_bytes()))
        }
    }
}

/// The most that is read at once, whatever the guest's buffer.
const MAX_READ: u64 = 1 << 20;

fn read(cx: &mut NativeCtx<'_>) -> Flow {
    let vm = cx.ctx().vm;
    // A failure to write is reported by the next write.
    let _ = vm.stdio.stdout.flush();
    let source = vm.stdio.stdin.clone();
    let len = slice::len(cx.arg(1)).min(MAX_READ) as usize;
    Flow::HostWait(
        WaitReason::IoWait,
        Box::new(move || {
            let mut buffer = vec![0; len];
            let result = source.lock().read(&mut buffer);
            Box::new(move |cx: &mut NativeCtx<'_>| done_reading(cx, &buffer, result)) as HostDone
        }),
    )
}

fn done_reading(cx: &mut NativeCtx<'_>, buffer: &[u8], result: io::Result<usize>) -> Flow {
    let data = slice::data(cx.arg(1));
    match result {
        Ok(n) => {
            let n = n.min(buffer.len());
            mem::write_bytes(data, &buffer[..n]);
            cx.ret_int(0, n as i64);
            cx.set_ret(1, 0);
            Flow::Return
        }
        Err(error) => {
            cx.ret_int(0, 0);
            finish(cx.ret_str(1, problem(&error).as_bytes()))
        }
    }
}
