import Foundation
import Testing

/// `make install`: what it puts where works there, and `make uninstall` leaves nothing.
struct InstallTests {
  @Test func `The installed program is whole`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = Program.repository.appending(path: ".ci/install").path
    func bash(_ line: String) throws -> Program.Result {
      let run = try Program.bash(line, in: folder)
      #expect(run.status == 0, "\(line): \(run.errors)")
      return run
    }
    _ = try bash("mkdir man && touch man/espalier.1 man/espalier.run.1")
    // Twice: what is there already is replaced.
    for _ in 1...2 { _ = try bash("\(script) install $(dirname $E) 'a place' man") }
    let files = try bash("cd 'a place' && find . -type f | sort").output
    for file in [
      "./bin/espalier", "./share/bash-completion/completions/espalier",
      "./share/espalier/Pocket/model.safetensors", "./share/espalier/SampleTraces/24-mcts.jsonl",
      "./share/espalier/Themes/dark.toml", "./share/fish/vendor_completions.d/espalier.fish",
      "./share/man/man1/espalier.1", "./share/man/man1/espalier.run.1",
      "./share/zsh/site-functions/_espalier",
    ] { #expect(files.contains(file + "\n"), "\(file) in \(files)") }
    // The built-in network is found from there, also through a link.
    _ = try bash("ln -s 'a place/bin/espalier' e")
    for program in ["'a place/bin/espalier'", "./e"] {
      let run = try bash("\(program) run --headless --model pocket --problem '4 5 6 10 → 24'")
      #expect(run.objects.first?["solved"] as? Bool == true)
    }
    _ = try bash("bash -n 'a place/share/bash-completion/completions/espalier'")
    _ = try bash("\(script) uninstall 'a place'")
    #expect(try bash("find 'a place' -type f").output.isEmpty)
  }
}
