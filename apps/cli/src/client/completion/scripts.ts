/** Shells that `reprise completion` supports. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shells)[number];

/**
 * Scripts that make a shell call `reprise complete` for the next words. It prints each word on its own line, followed
 * by a tab and its description.
 */
export const completionScripts: Readonly<Record<ShellName, string>> = {
  bash: `# reprise completion for bash: eval "$(reprise completion bash)"
_reprise() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(reprise complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _reprise reprise
`,
  zsh: `#compdef reprise
# reprise completion for zsh: source <(reprise completion zsh)
_reprise() {
  local -a found
  local line word meaning
  while IFS= read -r line; do
    word="\${line%%$'\\t'*}"
    meaning="\${line#*$'\\t'}"
    found+=("\${word//:/\\\\:}\${meaning:+:$meaning}")
  done < <(reprise complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe reprise found; else _files; fi
}
compdef _reprise reprise
`,
  fish: `# reprise completion for fish: reprise completion fish | source
function __reprise_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    reprise complete -- $words 2>/dev/null
end
complete -c reprise -f -a '(__reprise_complete)'
`,
};
