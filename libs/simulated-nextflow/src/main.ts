import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCommandLine, type LogRequest, type RunRequest } from './command-line.ts';
import { beginHistory, endHistory, sessionOf, type RunRecord } from './history.ts';
import { NextflowLog } from './nextflow-log.ts';
import { readSimulation, type SimulationPlan } from './simulation-plan.ts';
import { SimulatedRun } from './simulated-run.ts';
import { readSession, SessionCache, SessionLockedError } from './session-cache.ts';
import { TraceFile } from './trace-file.ts';
import { simulatedVersion, outputLines } from './output-lines.ts';

/** Synchronous for any kind of stdout, because readers must not wait for a buffer. */
const say = (line: string) => writeSync(1, `${line}\n`);

const args = process.argv.slice(2);
try {
  const request = readCommandLine(args);
  if (request.kind === 'version') say(`nextflow version ${simulatedVersion}`);
  else if (request.kind === 'log') log(request);
  else start(request);
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}

function log({ runs, fields }: LogRequest): void {
  const sessions = new Set(runs.map((name) => sessionOf(process.cwd(), name)));
  for (const record of [...sessions].flatMap((session) => readSession(process.cwd(), session))) {
    const values: Readonly<Record<string, string>> = { ...record };
    say(fields.map((field) => values[field] ?? '-').join('\t'));
  }
}

function start(request: RunRequest): void {
  const logFile = resolve(request.log);
  const log = new NextflowLog(logFile);
  log.write('main', 'DEBUG', 'nextflow.cli.Launcher', `$> nextflow ${args.join(' ')}`);
  say(outputLines.banner);
  try {
    run(request, log, logFile);
  } catch (error) {
    const why = error instanceof SessionLockedError ? null : (error as Error).message;
    log.write('main', 'ERROR', 'nextflow.cli.Launcher', why ?? (error as Error).message);
    say(
      why === null
        ? outputLines.locked(request.resume ?? '', (error as SessionLockedError).lock)
        : outputLines.broken(why, logFile),
    );
    process.exitCode = 1;
  }
}

function run(request: RunRequest, log: NextflowLog, logFile: string): void {
  const script = resolve(request.script);
  const params: unknown = request.paramsFile === null ? {} : JSON.parse(readFileSync(request.paramsFile, 'utf8'));
  const { output_dir, ...rest } = params as Record<string, unknown>;
  const plan = readSimulation(script, rest);
  const launchDir = process.cwd();
  const session = request.resume ?? randomUUID();
  const entry: RunRecord = {
    name: request.name ?? `simulated-${session.slice(0, 8)}`,
    revision: createHash('md5').update(readFileSync(script)).digest('hex'),
    session,
    command: ['nextflow', ...args].join(' '),
    began: new Date(),
  };
  say(outputLines.launching(script, entry.name, entry.revision));
  const cache = new SessionCache(launchDir, session, entry.name);
  beginHistory(launchDir, entry);
  const running = new SimulatedRun({
    plan,
    session,
    resume: request.resume !== null,
    workDir: resolve(request.workDir),
    outputDir: typeof output_dir === 'string' ? output_dir : null,
    cache,
    trace: request.trace === null ? null : new TraceFile(resolve(request.trace), request.config),
    log,
    logFile,
    say,
    onEnd: (code) => {
      endHistory(launchDir, entry, code === 0 ? 'OK' : 'ERR');
      cache.close();
      process.exit(code);
    },
  });
  process.on('uncaughtException', (error) => {
    process.exitCode = 1; // even if it had ended, and nothing is left to abort
    say(outputLines.broken(error.message, logFile)); // such as a full disk
    running.abort(error.message);
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (signal === 'SIGINT') say('');
      running.abort(signal);
    });
  }
  nameSteps(plan, log);
  running.advance();
}

/** Names the steps in order, as the runner reads them before the first task. */
function nameSteps({ steps }: SimulationPlan, log: NextflowLog): void {
  for (const { name } of steps)
    log.write('main', 'DEBUG', 'nextflow.processor.TaskProcessor', `Starting process > ${name}`);
  log.write('main', 'DEBUG', 'nextflow.Session', 'Session await');
}
