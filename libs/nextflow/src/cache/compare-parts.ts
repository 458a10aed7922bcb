import type { HashPart } from './hash-dump.ts';

/** One difference between a task and an earlier one. */
export interface InputChange {
  kind: 'file' | 'value' | 'param' | 'script' | 'container' | 'other';
  /** Name of the file, input or parameter. */
  name: string | null;
  /** Path or value, truncated; null where there was none, or it would mean nothing to people. */
  from: string | null;
  to: string | null;
}

/** Session, process and script come first. Source: TaskProcessor.createTaskHashKey of Nextflow 24.10. */
const FIXED = 3;
const LONGEST = 200;

/** Lists the differences. */
export function compareParts(before: HashPart[], now: HashPart[]): InputChange[] {
  const [earlier, later] = [labelled(before), labelled(now)];
  const labels = [...new Set([...earlier.keys(), ...later.keys()])];
  return labels.flatMap((label) => {
    const [a, b] = [earlier.get(label), later.get(label)];
    return a?.hash === b?.hash ? [] : changesOf(label, a, b);
  });
}

/** Labels the parts, without session and process: `script`, `container`, `input reads`, `vars`, `other 1`. */
function labelled(parts: HashPart[]): Map<string, HashPart> {
  const labels = new Map<string, HashPart>();
  const [, , script, ...rest] = parts;
  if (script) labels.set('script', script);
  const inputsEnd = rest.findLastIndex((part, i) => part.value === '$' && rest[i + 1]?.type === 'java.lang.Boolean');
  const inputs = rest.slice(0, Math.max(0, inputsEnd));
  // Names and values alternate; one too many is the container before them.
  if (inputs.length % 2 === 1) labels.set('container', inputs.shift()!);
  for (let i = 0; i < inputs.length; i += 2) labels.set(`input ${inputs[i]!.value}`, inputs[i + 1]!);
  const after = inputsEnd < 0 ? rest : rest.slice(inputsEnd + 2);
  after.forEach((part, i) => labels.set(part.type === VARIABLES ? 'vars' : `other ${i}`, part));
  return labels;
}

const VARIABLES = 'java.util.HashMap$EntrySet';
const FILES = 'FileHolder(';

function changesOf(label: string, a: HashPart | undefined, b: HashPart | undefined): InputChange[] {
  if (label === 'script') return [{ kind: 'script', name: null, from: null, to: null }];
  if (label === 'vars') return changedVariables(a?.value ?? '', b?.value ?? '');
  const [from, to] = [short(a?.value), short(b?.value)];
  if (label === 'container') return [{ kind: 'container', name: null, from, to }];
  if (!label.startsWith('input ')) return [{ kind: 'other', name: null, from, to }];
  const name = label.slice('input '.length);
  const ofFiles = [a, b].some((part) => part?.value.includes(FILES));
  return ofFiles ? changedFiles(name, a?.value ?? '', b?.value ?? '') : [{ kind: 'value', name, from, to }];
}

const short = (value: string | undefined): string | null =>
  value === undefined ? null : value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;

/** Files by the name a task sees them under. Where each is where it was, any of them may have changed. */
function changedFiles(input: string, a: string, b: string): InputChange[] {
  const [before, now] = [filesIn(a), filesIn(b)];
  const names = [...new Set([...before.keys(), ...now.keys()])];
  if (names.length === 0) return [{ kind: 'value', name: input, from: short(a), to: short(b) }];
  const files = names.map((name): InputChange => {
    return { kind: 'file', name, from: before.get(name) ?? null, to: now.get(name) ?? null };
  });
  const moved = files.filter(({ from, to }) => from !== to);
  return moved.length > 0 ? moved : files;
}

const filesIn = (value: string): Map<string, string> =>
  new Map(
    [...value.matchAll(/FileHolder\(sourceObj:(.*?), storePath:.*?, stageName:(.*?)\)/g)].map(([, path, name]) => [
      name!,
      path!,
    ]),
  );

/** `[params.threads=1, word=hello]`: a value with a comma and an equals sign in it could be taken for two. */
function changedVariables(a: string, b: string): InputChange[] {
  const [before, now] = [variablesIn(a), variablesIn(b)];
  const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
  if (names.length === 0) return [{ kind: 'param', name: null, from: null, to: null }];
  return names.map((name) => {
    const [from, to] = [short(before.get(name)), short(now.get(name))];
    return { kind: 'param', name: name.replace(/^params\./, ''), from, to };
  });
}

const variablesIn = (value: string): Map<string, string> =>
  new Map(
    value
      .replace(/^\[|\]$/g, '')
      .split(/, (?=[\w.]+=)/)
      .filter((each) => each.includes('='))
      .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );

/** Whether they are of one session and process: of another session, a cached result is not looked for. */
export const areComparable = (a: HashPart[], b: HashPart[]): boolean =>
  a.length >= FIXED && a[0]?.hash === b[0]?.hash && a[1]?.hash === b[1]?.hash;
