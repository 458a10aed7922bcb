import type { InputProblem, ObservedInput } from '@reprise/contracts';
import { plural } from '../../format.ts';

const WORDS: Record<InputProblem, string> = {
  vanished: 'was gone',
  unreadable: 'could not be read',
  not_a_file: 'is not a file',
  leads_out: 'is a link out of the input roots, not read',
  changed_while_read: 'was changed while it was read',
  not_read: 'was not read before the attempt was over',
};

const problemOf = ({ problem }: Pick<ObservedInput, 'problem'>): InputProblem => problem ?? 'not_read';

/** Checksum of an input file, or why there is none. */
export const sumText = (input: ObservedInput): string => input.sha256 ?? WORDS[problemOf(input)];

type Files = readonly Pick<ObservedInput, 'path' | 'sha256' | 'problem'>[];

/** "3 input files looked at, 2 checksums kept". For a list in a file (`count`), the checksums are unknown. */
export function inputsText(files: Files, count: number | undefined, complete: boolean): string {
  const sums = files.filter(({ sha256 }) => sha256 !== null).length;
  const some = sums === 0 ? 'no checksum' : plural(sums, 'checksum');
  const kept = count !== undefined ? '' : `, ${sums === files.length ? 'checksums' : some} kept`;
  return `${plural(count ?? files.length, 'input file')} looked at${kept}${complete ? '' : '; others were not'}`;
}

/** Input files without a checksum, one line per reason: "No checksum of /in/a.fq, which was gone". */
export function uncheckedText(files: Files): string[] {
  const unchecked = files.filter(({ sha256 }) => sha256 === null);
  return [...new Set(unchecked.map(problemOf))].map((problem) => {
    const paths = unchecked.filter((file) => problemOf(file) === problem).map(({ path }) => path);
    const named = paths.length === 1 ? paths[0]! : `${plural(paths.length, 'input file')}, such as ${paths[0]!}`;
    return `No checksum of ${named}, which ${WORDS[problem]}`;
  });
}
