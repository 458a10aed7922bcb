/** A command in a document, after `$ `, with its output. */
export interface Recorded {
  readonly command: string;
  readonly output: string;
}

const BLOCK = /(?<=^```console\n)[\s\S]*?(?=^```$)/gm;

/** Returns the commands of the `console` blocks of a document, in order. */
export const commandsIn = (document: string): Recorded[] =>
  [...document.matchAll(BLOCK)].flatMap(([block]) => commandsOf(block));

function commandsOf(block: string): Recorded[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), output: part.slice(end + 1).trimEnd() };
    });
}

/** Returns the document with the outputs replaced, in the order of `commandsIn`. */
export function withOutputs(document: string, outputs: readonly string[]): string {
  let index = 0;
  return document.replace(BLOCK, (block) =>
    commandsOf(block)
      .map(({ command }) => [`$ ${command}`, outputs[index++] ?? ''].filter(Boolean).join('\n'))
      .join('\n')
      .concat('\n'),
  );
}

/** Removes what differs between runs: times, durations, checksums, column widths, and transient states. */
export const comparable = (output: string): string =>
  output
    .replace(/\b[0-9a-f]{64}\b/g, '<sha256>')
    .replace(/\b[0-9a-f]{2}\/[0-9a-f]{6}\b/g, '<task>')
    .replace(/\([0-9a-f]{8}\)/g, '(<revision>)')
    .replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?Z?)?/g, '<time>')
    .replace(/\b\d+ ?m?s\b/g, '<duration>')
    // Number of finished tasks when the state of a step is first printed.
    .replace(/^( {2}\S.*? (?:done|cached|failed)) \d+\/\d+.*$/gm, '$1')
    // The catalogue may have grown.
    .replace(/^(Possible +).*$/gm, '$1<commands>')
    .split('\n')
    // A step may finish before it is seen running.
    .filter((line) => !/^ {2}\S.* running |^\S+: (pending|running)\b/.test(line))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    // A step is printed again when its number of tasks changes.
    .filter((line, n, lines) => line !== lines[n - 1] || !/ (?:done|cached)$/.test(line))
    .join('\n');
