import type { PlannedFailure } from './simulation-plan.ts';

/** The version that the runner reads. Its suffix shows that it is simulated wherever it is displayed. */
export const simulatedVersion = '24.10.0 (simulated)';

/** Lines that Nextflow 24.10 prints, verbatim. */
export const outputLines = {
  banner: `N E X T F L O W  ~  version ${simulatedVersion}`,
  launching: (script: string, name: string, revision: string) =>
    `Launching \`${script}\` [${name}] DSL2 - revision: ${revision.slice(0, 10)}`,
  submitted: (hash: string, name: string, again: boolean) =>
    `[${hash}] ${again ? 'Re-submitted' : 'Submitted'} process > ${name}`,
  cached: (hash: string, name: string) => `[${hash}] Cached process > ${name}`,
  noted: (hash: string, name: string, exit: number, retried: number | null) =>
    `[${hash}] NOTE: ${exited(name, exit)} -- ${retried === null ? 'Error is ignored' : `Execution is retried (${retried})`}`,
  killing: (count: number) => `WARN: Killing running tasks (${count})`,
  locked: (session: string, lock: string) => `ERROR ~ Unable to acquire lock on session with ID ${session}

Common reasons for this error are:
 - You are trying to resume the execution of an already running pipeline
 - A previous execution was abruptly interrupted, leaving the session open

You can see the name of the process holding the lock with the command:
 - lsof ${lock}`,
  /** Line that is printed if Nextflow itself could not continue. */
  broken: (why: string, log: string) => `ERROR ~ ${why}\n\n${seeLog(log)}`,
  failed: (name: string, failure: FailedTask, log: string) => `ERROR ~ ${report(name, failure)}\n\n${seeLog(log)}`,
  report,
};

export interface FailedTask {
  readonly script: string;
  readonly exit: number;
  readonly stderr: PlannedFailure['stderr'];
  readonly workDir: string;
}

const exited = (name: string, exit: number) => `Process \`${name}\` terminated with an error exit status (${exit})`;
const seeLog = (log: string) => ` -- Check '${log}' file for details`;
const indented = (text: string) => (text === '' ? '  (empty)' : text.trimEnd().replace(/^/gm, '  '));

function report(name: string, { script, exit, stderr, workDir }: FailedTask): string {
  return `Error executing process > '${name}'

Caused by:
  ${exited(name, exit)}


Command executed:

${indented(script)}

Command exit status:
  ${exit}

Command output:
  (empty)
${stderr === '' ? '' : `\nCommand error:\n${indented(stderr)}\n`}
Work dir:
  ${workDir}

Tip: when you have fixed the problem you can continue the execution adding the option \`-resume\` to the run command line`;
}
