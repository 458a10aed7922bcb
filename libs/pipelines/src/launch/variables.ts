import { isKeptFromNextflow } from './nextflow-variables.ts';

/**
 * Variables that configure Reprise or Nextflow itself, or that make a program run another one. Jobs cannot set them.
 */
const RESERVED = [
  /^(REPRISE|NATS|NXF|NEXTFLOW|JAVA|JDK|LD|DYLD|GIT|BASH)_/,
  /^_JAVA_OPTIONS$/,
  /^(DATABASE_(READ_|MIGRATE_)?URL|PATH|HOME|USER|SHELL|IFS|ENV|TMPDIR|LANG|LC_ALL|CDPATH|PERL5OPT|PYTHONSTARTUP|NODE_OPTIONS)$/,
];
/** Variables with the secrets of Reprise, which are never passed to a run. */
const SECRET = /^(REPRISE_|NATS_|DATABASE_(READ_|MIGRATE_)?URL$)/;

/** Whether an allow-list contains a variable: in full, or with a prefix and `*`. */
const isListed = (name: string, allowed: readonly string[]): boolean =>
  allowed.some((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each));

/** Whether a job may set this variable. */
export const mayBeSet = (name: string, allowed: readonly string[]): boolean =>
  isListed(name, allowed) && !RESERVED.some((reserved) => reserved.test(name));

/** Returns the variables in the runner's environment that are passed to runs of a pipeline, by its allow-list. */
export const passedVariables = (own: NodeJS.ProcessEnv, allowed: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) =>
      value !== undefined && isListed(name, allowed) && !SECRET.test(name) && !isKeptFromNextflow(name)
        ? [[name, value]]
        : [],
    ),
  );
