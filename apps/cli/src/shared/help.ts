/** Formats examples of a command for the end of its help. */
export function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  return `\nExamples:\n${lines.map(([command, meaning]) => `  ${command}\n      ${meaning}`).join('\n')}\n`;
}

/** Formats the exit codes of a command, starting at 0, for the end of its help. */
export function exitCodes(...meanings: readonly string[]): string {
  return `\nExit codes:\n${meanings.map((meaning, code) => `  ${String(code)}  ${meaning}`).join('\n')}`;
}
