/** Parsed command line with unchanged paths. */
export type Request =
  | { readonly kind: 'version' }
  | { readonly kind: 'log'; readonly runs: readonly string[]; readonly fields: readonly string[] }
  | {
      readonly kind: 'run';
      readonly script: string;
      readonly log: string;
      readonly name: string | null;
      readonly paramsFile: string | null;
      readonly workDir: string;
      readonly trace: string | null;
      readonly config: string | null;
      readonly resume: string | null;
    };
export type LogRequest = Extract<Request, { kind: 'log' }>;
export type RunRequest = Extract<Request, { kind: 'run' }>;

const withValue = [
  ...['-log', '-name', '-params-file', '-work-dir', '-with-trace', '-ansi-log', '-c', '-profile', '-entry', '-resume'],
  '-f',
];

/** Parses the command lines that the runner creates. @throws Error for any other command line */
export function readCommandLine(args: readonly string[]): Request {
  if (args[0] === '-v' || args[0] === '-version') return { kind: 'version' };
  const given = new Map<string, string>();
  const words: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (!word.startsWith('-')) words.push(word);
    else if (word === '-q' || word === '-stub-run') given.set(word, 'true');
    else if (withValue.includes(word)) given.set(word, args[(index += 1)] ?? fail(`Missing value for option: ${word}`));
    else fail(`Unknown option: ${word}`);
  }
  const [command, ...named] = words;
  if (command === 'log') return { kind: 'log', runs: named, fields: given.get('-f')?.split(',') ?? [] };
  const [script, ...more] = named;
  if (command !== 'run' || script === undefined) return fail(`Unknown command: ${command ?? ''}`);
  if (more.length > 0) fail(`Unknown argument: ${more.join(' ')}`);
  return {
    kind: 'run',
    script,
    log: given.get('-log') ?? '.nextflow.log',
    name: given.get('-name') ?? null,
    paramsFile: given.get('-params-file') ?? null,
    workDir: given.get('-work-dir') ?? 'work',
    trace: given.get('-with-trace') ?? null,
    config: given.get('-c') ?? null,
    resume: given.get('-resume') ?? null,
  };
}

function fail(why: string): never {
  throw new Error(why);
}
