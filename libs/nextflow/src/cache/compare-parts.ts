import { basename } from 'node:path';
import type { HashPart } from './hash-dump.ts';
import { labelParts } from './label-parts.ts';

/** One difference between a task and an earlier one. */
export interface InputChange {
  kind: 'file' | 'value' | 'param' | 'script' | 'container' | 'other';
  /** Name of the file, input or parameter. */
  name: string | null;
  /** Path or value, truncated; null if there was none, or if it would mean nothing to people. */
  from: string | null;
  to: string | null;
}

/** Number of parts at the beginning: session, process and script. */
const FIXED = 3;
const LONGEST = 200;

/** Lists the differences. */
export function compareParts(before: HashPart[], now: HashPart[]): InputChange[] {
  const [earlier, later] = [labelParts(before), labelParts(now)];
  const labels = [...new Set([...earlier.keys(), ...later.keys()])];
  return labels.flatMap((label) => {
    const [a, b] = [earlier.get(label), later.get(label)];
    return a?.hash === b?.hash ? [] : changesOf(label, a, b);
  });
}

const FILES = 'FileHolder(';

function changesOf(label: string, a: HashPart | undefined, b: HashPart | undefined): InputChange[] {
  if (label === 'script') return [{ kind: 'script', name: null, from: null, to: null }];
  if (label === 'vars') return changedVariables(a?.value ?? '', b?.value ?? '');
  const [from, to] = [short(a?.value), short(b?.value)];
  if (label === 'container') return [{ kind: 'container', name: null, from, to }];
  if (!label.startsWith('input ')) return [{ kind: 'other', name: null, from, to }];
  const name = label.slice('input '.length);
  const path = [b, a].find((part) => part?.type.endsWith('Path'));
  if (path) return [{ kind: 'file', name: basename(path.value), from, to }];
  const ofFiles = [a, b].some((part) => part?.value.includes(FILES));
  return ofFiles ? changedFiles(name, a?.value ?? '', b?.value ?? '') : [{ kind: 'value', name, from, to }];
}

const short = (value: string | undefined): string | null =>
  value === undefined ? null : value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;

/** Files by the name that a task sees. If all are in the same place, any of them may have changed. */
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

/** Since 25.10, a file also has its `sourcePath`. */
const FILE = /FileHolder\(sourceObj:(.*?), storePath:.*?, stageName:(.*?)(?:, sourcePath:.*?)?\)/g;

const filesIn = (value: string): Map<string, string> =>
  new Map([...value.matchAll(FILE)].map(([, path, name]) => [name!, path!]));

/** `[params.threads=1, word=hello]`. A value with a comma and an equals sign is ambiguous. */
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

/** Whether they have the same session and process, because sessions do not share cached results. */
export const areComparable = (a: HashPart[], b: HashPart[]): boolean =>
  a.length >= FIXED && a[0]?.hash === b[0]?.hash && a[1]?.hash === b[1]?.hash;
