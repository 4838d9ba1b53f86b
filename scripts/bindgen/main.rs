//! `bindgen IN.wasm FOLDER`: splits the compiled islands into `islands_bg.wasm` and the JavaScript that browsers load it with.

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(input), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bindgen IN.wasm FOLDER".into());
    };
    Bindgen::new()
        .input_path(input)
        .out_name("islands")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .generate(folder)?;
    Ok(())
}
