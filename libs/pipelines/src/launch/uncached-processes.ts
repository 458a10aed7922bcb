import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { isCode } from '../revision.ts';
import { blockEnd, blocks, withoutComments } from '../schema/pipeline-config.ts';
import { readRunConfig } from './read-run-config.ts';

/**
 * Returns those of a run's processes whose tasks may run again in a resume although they succeeded, because a script or
 * config sets `cache` for them to `false` or to an expression. Does not run Groovy: a process counts too if it only
 * shares its name with such a process, or if a `withLabel` selects it.
 * @param processes full names
 */
export async function uncachedProcesses(
  pipeline: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions,
  processes: readonly string[],
): Promise<ReadonlySet<string>> {
  // A pipeline of a repository that is not fetched yet has no files.
  const scripts = pipeline.script === '' ? [] : await readScripts(pipeline.sources);
  const names = withAliases(new Set(scripts.flatMap(uncachedIn)), scripts);
  const isSelected = selectorsIn(await readRunConfig(pipeline, launch));
  return new Set(processes.filter((process) => names.has(simpleName(process)) || isSelected(process)));
}

const simpleName = (process: string): string => process.slice(process.lastIndexOf(':') + 1);

/** Returns the text of all scripts in a folder, without comments. */
async function readScripts(folder: string, below = ''): Promise<string[]> {
  const scripts: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (!isCode(below, entry.name)) continue;
    if (entry.isDirectory()) scripts.push(...(await readScripts(folder, path)));
    if (entry.isFile() && path.endsWith('.nf'))
      scripts.push(withoutComments(await readFile(join(folder, path), 'utf8')));
  }
  return scripts;
}

/** The label of a process's first section, which ends its directives. */
const SECTION = /^[ \t]*(?:input|output|topic|when|script|shell|exec|stub|stage)[ \t]*:/m;
const DIRECTIVE = /(?:^|[\s;{])cache\b(?!\s*[.:])\s*([^\n;]*)/g;
/** Values with which Nextflow looks for a task in its cache. */
const CACHED = /^[=(\s]*(?:true\b|(['"])(?:standard|lenient|deep)\1)/i;

const isUncached = ([, value = '']: RegExpMatchArray): boolean => !CACHED.test(value);

/** Returns the names of a script's processes with a `cache` directive that may be false. */
function uncachedIn(script: string): string[] {
  return [...script.matchAll(/\bprocess\s+(\w+)\s*\{/g)].flatMap(({ index, 0: opening, 1: name = '' }) => {
    const start = index + opening.length;
    const body = script.slice(start, blockEnd(script, start));
    const directives = body.slice(0, SECTION.exec(body)?.index);
    return [...directives.matchAll(DIRECTIVE)].some(isUncached) ? name : [];
  });
}

/** Adds the names under which other scripts include processes: `include { A as B }`. */
function withAliases(names: ReadonlySet<string>, scripts: readonly string[]): ReadonlySet<string> {
  const aliases = scripts
    .filter((script) => script.includes('include'))
    .flatMap((script) => [...script.matchAll(/\b(\w+)\s+as\s+(\w+)/g)]);
  const all = new Set(names);
  let before = -1;
  while (all.size > before) {
    before = all.size;
    for (const [, name = '', alias = ''] of aliases) if (all.has(name)) all.add(alias);
  }
  return all;
}

const SETTING = /(?:^|[\s;{.])cache\s*(=[^\n;}]*)/g;
const WITH_NAME = /\bwithName\s*:\s*(?:(['"])(.*?)\1|(\w+))\s*\{/g;

/** Returns a test for whether a config sets `cache` for a process to a value that may be false. */
function selectorsIn(config: string): (process: string) => boolean {
  const isSet = (code: string) => [...code.matchAll(SETTING)].some(isUncached);
  const patterns: string[] = [];
  let rest = blocks(config, 'process').join('\n');
  for (const { index, 0: opening, 2: quoted, 3: name } of [...rest.matchAll(WITH_NAME)].toReversed()) {
    const start = index + opening.length;
    const end = blockEnd(rest, start);
    if (isSet(rest.slice(start, end))) patterns.push(quoted ?? name ?? '');
    rest = rest.slice(0, index) + rest.slice(end + 1);
  }
  const appliesToAll = isSet(rest) || [...config.matchAll(/\bprocess\.cache\s*(=[^\n;}]*)/g)].some(isUncached);
  return (process) => appliesToAll || patterns.some((pattern) => isMatch(pattern, process));
}

/** Whether a `withName` pattern selects a process by its full or simple name, or may do so. */
function isMatch(pattern: string, process: string): boolean {
  const isNegated = pattern.startsWith('!');
  const expression = pattern.slice(isNegated ? 1 : 0);
  if (!isFast(expression)) return true;
  try {
    const whole = new RegExp(`^(?:${expression})$`);
    return [process, simpleName(process)].some((name) => whole.test(name)) !== isNegated;
  } catch {
    return true; // a regular expression of Java that JavaScript does not have
  }
}

/** Names, wildcards and alternatives. */
const SIMPLE = /^[\w:.*+?|()^$-]{0,1000}$/;
const MOST_REPETITIONS = 3;

/**
 * Whether a regular expression is matched in little time. The backtracking of repeated groups, of many groups with
 * alternatives and of many repetitions would stop the gateway. Source:
 * https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 */
function isFast(expression: string): boolean {
  const groups = expression.split('(').length - 1;
  if (!SIMPLE.test(expression) || groups > 1 || /\)[*+?]/.test(expression)) return false;
  const parts = groups ? [expression] : expression.split('|');
  return parts.every((part) => (part.match(/[*+?]/g) ?? []).length <= MOST_REPETITIONS);
}
