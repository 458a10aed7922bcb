import type { InputProblem, ObservedInput } from '@reprise/contracts';

const WORDS: Record<InputProblem, string> = {
  vanished: 'was gone',
  unreadable: 'could not be read',
  not_a_file: 'is no file',
  leads_out: 'is a link out of the input roots, not read',
  changed_while_read: 'was changed while it was read',
  not_read: 'not read before the attempt was over',
};

/** Checksum of an input file, or the reason why there is none. */
export const sumWords = ({ sha256, problem }: ObservedInput): string => sha256 ?? WORDS[problem ?? 'not_read'];
