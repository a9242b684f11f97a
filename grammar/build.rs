//! Turns `grammar/go.lalrpop` into `OUT_DIR/go.rs`, and tells the crate whether its dispatch may rely on sibling calls.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=grammar/build.rs");
    let root = PathBuf::from(
        env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets the manifest directory"),
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets the output directory"));
    lalrpop::Configuration::new()
        .set_in_dir(root.join("grammar"))
        .set_out_dir(out)
        .emit_rerun_directives(true)
        .process()
        .expect("grammar/go.lalrpop is a valid grammar");

    // Without optimisation a tail call is not a jump, so handlers return to a loop instead (see `vm::dispatch`).
    println!("cargo:rustc-check-cfg=cfg(trampoline)");
    if env::var("OPT_LEVEL").is_ok_and(|level| level == "0")
        || env::var_os("CARGO_CFG_MIRI").is_some()
    {
        println!("cargo:rustc-cfg=trampoline");
    }
}
