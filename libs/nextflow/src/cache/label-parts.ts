import type { HashPart } from './hash-dump.ts';

/**
 * Labels the parts except for session and process: `script`, `container`, `input reads`, `vars`, `other 1`. Source:
 * TaskProcessor.createTaskHashKey of Nextflow 24.10, TaskHasher of 26.04.
 */
export function labelParts(parts: HashPart[]): Map<string, HashPart> {
  const labels = new Map<string, HashPart>();
  const [, , script, ...rest] = parts;
  if (script) labels.set('script', script);
  const { container, inputs, after } = split(rest);
  if (container) labels.set('container', container);
  for (let i = 0; i < inputs.length; i += 2) labels.set(`input ${inputs[i]!.value}`, inputs[i + 1]!);
  after.forEach((part, i) => labels.set(part.type === VARIABLES ? 'vars' : `other ${i}`, part));
  return labels;
}

/** Parts after the script: the container, if any, then names and values of inputs, then all others. */
interface Split {
  readonly container: HashPart | undefined;
  readonly inputs: HashPart[];
  readonly after: HashPart[];
}

/** The last input is `$`, which every untyped process has. */
function split(rest: HashPart[]): Split {
  const end = rest.findLastIndex((part, i) => part.value === '$' && rest[i + 1]?.type === 'java.lang.Boolean');
  if (end < 0) return splitTyped(rest);
  // Names and values alternate. If their number is odd, the first is the container.
  const first = end % 2;
  return { container: first ? rest[0] : undefined, inputs: rest.slice(first, end), after: rest.slice(end + 2) };
}

/** Inputs of a typed process end at the first part that cannot be a name. */
function splitTyped(rest: HashPart[]): Split {
  const first = rest[0] && rest[0].type === STRING && !isName(rest[0]) ? 1 : 0;
  let end = first;
  while (end + 1 < rest.length && isName(rest[end]!)) end += 2;
  return { container: first ? rest[0] : undefined, inputs: rest.slice(first, end), after: rest.slice(end) };
}

const STRING = 'java.lang.String';
const isName = ({ type, value }: HashPart): boolean =>
  type === STRING && /^[A-Za-z_]\w*$/.test(value) && value !== 'eval_outputs';
const VARIABLES = 'java.util.HashMap$EntrySet';
