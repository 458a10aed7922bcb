import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { completionWarnings, failureWarnings } from './completion-warnings.ts';
import { finishedTasks } from './finished-tasks.ts';

const SESSION = '5fae71f3-ba8c-4ee7-9f29-e5c4988dbc23';
const [first, second] = ['3f', '8a'].map((start) => `${start}19a37b`.padEnd(32, '0')) as [string, string];
const at = 'Dec-01 03:12:23.511';

/** As logged by Nextflow 24.10 at the end of a task. */
const completed = (hash: string, exit = 0) =>
  `${at} [Task monitor] DEBUG n.processor.TaskPollingMonitor - Task completed > TaskHandler[id: 1; name: SORT (S1; exit: 9; workDir: /w/00/${'0'.repeat(30)}); status: COMPLETED; exit: ${exit}; error: -; workDir: /my work/${hash.slice(0, 2)}/${hash.slice(2)}]`;
const third = 'cdef1234'.padEnd(32, '0');
const cached = `${at} [Actor Thread 3] INFO  nextflow.processor.TaskProcessor - [cd/ef1234] Cached process > SORT (S3)`;

describe('the warnings of a finished run', () => {
  let scratch: Scratch;
  beforeEach(() => {
    scratch = new Scratch();
    mkdirSync(join(scratch.dir, 'attempt'));
  });
  afterEach(() => scratch.end());

  const run = () => ({ attemptDir: join(scratch.dir, 'attempt'), launchDir: scratch.dir, runName: 'r-1' });
  const database = () => join(scratch.dir, '.nextflow', 'cache', SESSION, 'db');
  const log = (...lines: string[]) => writeFileSync(attemptFiles(run().attemptDir).log, `${lines.join('\n')}\n`);
  const trace = (...hashes: string[]) => traceOf(...hashes.map((hash) => [hash, 'COMPLETED'] as const));
  const traceOf = (...tasks: (readonly [hash: string, status: string])[]) => {
    const row = ([hash, status]: readonly [string, string]) => [
      `${hash.slice(0, 2)}/${hash.slice(2, 8)}`,
      status,
      ...'0 1 1 1 1 1 - - /w - -'.split(' '),
      'SORT',
      'SORT',
      '-',
    ];
    const head = 'hash status exit attempt submit start complete duration %cpu peak_rss workdir error_action time';
    const rows = [[...head.split(' '), 'process', 'name', 'tag'], ...tasks.map(row)];
    writeFileSync(attemptFiles(run().attemptDir).trace, rows.map((each) => `${each.join('\t')}\n`).join(''));
  };
  /** A session with these tasks in its cache. */
  const cache = (...hashes: string[]) => {
    mkdirSync(database(), { recursive: true });
    const row = ['2026-12-01 03:12:00', '1s', 'r-1', 'OK', 'rev', SESSION, 'nextflow run'];
    writeFileSync(join(scratch.dir, '.nextflow', 'history'), `${row.join('\t')}\n`);
    writeFileSync(join(database(), 'CURRENT'), 'MANIFEST-000002\n');
    writeFileSync(join(database(), '000003.log'), Buffer.concat(hashes.map(record)));
  };

  it('are none if cache and trace have all of its tasks', async () => {
    log(completed(first), completed(second, 1), cached);
    trace(first, second, third);
    cache(first, second, third);
    expect(await completionWarnings(run())).toEqual([]);
    expect(failureWarnings(await finishedTasks(run()))).toEqual([]);
  });

  it('report that the cache has none of its tasks, or lacks some', async () => {
    log(completed(first), completed(second));
    trace(first, second);
    cache();
    expect(await completionWarnings(run())).toEqual([
      { about: 'cache', message: "Nextflow's cache has none of its 2 tasks: a resume or restart runs them again." },
    ]);
    expect(failureWarnings(await finishedTasks(run()))).toMatchObject([{ about: 'cache' }]);
    cache(first);
    expect(await completionWarnings(run())).toMatchObject([
      { message: "Nextflow's cache lacks 1 of its 2 tasks: a resume or restart runs them again." },
    ]);
  });

  it.each(['.nextflow/cache', '.nextflow'])(
    'report that a missing cache, with %s, has none of its tasks, unless it is kept elsewhere',
    async (gone) => {
      const factory = (name: string) =>
        `${at} [main] DEBUG nextflow.cache.CacheFactory - Using Nextflow cache factory: nextflow.cache.${name}`;
      trace(first, third);
      cache(first);
      rmSync(join(scratch.dir, gone), { recursive: true });
      log(factory('CloudCacheFactory'), completed(first), cached);
      expect(await completionWarnings(run())).toEqual([]);
      log(factory('DefaultCacheFactory'), completed(first), cached);
      const message = "Nextflow's cache has none of its 2 tasks: a resume or restart runs them again.";
      expect(await completionWarnings(run())).toEqual([{ about: 'cache', message }]);
      expect(await finishedTasks(run())).toEqual({ finished: 2, lost: 2 });
    },
  );

  it('report nothing about an unreadable kind of cache, such as one with tables', async () => {
    log(completed(first));
    trace(first);
    cache();
    writeFileSync(join(database(), '000002.sst'), '');
    expect(await completionWarnings(run())).toEqual([]);
    writeFileSync(join(scratch.dir, '.nextflow', 'history'), '');
    expect(await completionWarnings(run())).toEqual([]);
  });

  it('report nothing about the cache of a run that failed before its first successful task', async () => {
    log(completed(first, 1));
    cache();
    expect(failureWarnings(await finishedTasks(run()))).toEqual([]);
  });

  it('report which finished tasks of a failed run have no end in the trace, also if the cache has tables', async () => {
    log(completed(first), completed(second), cached);
    traceOf([first, 'RUNNING'], [second, 'ABORTED']);
    cache();
    expect(await finishedTasks(run())).toEqual({ finished: 3, lost: 3 });
    writeFileSync(join(database(), '000002.sst'), '');
    expect(failureWarnings(await finishedTasks(run()))).toEqual([
      { about: 'cache', message: "Nextflow's cache lacks 2 of its 3 finished tasks: a resume runs them again." },
    ]);
    traceOf([first, 'COMPLETED'], [second, 'FAILED'], [third, 'CACHED']);
    expect(await finishedTasks(run())).toEqual({ finished: 2, lost: 0 });
  });

  it('report that there is no trace, or that it lacks tasks', async () => {
    log(completed(first), cached);
    cache(first, third);
    const message = 'Nextflow wrote no trace of its 2 tasks: their times, memory and exit codes may be missing.';
    expect(await completionWarnings(run())).toEqual([{ about: 'trace', message }]);
    trace();
    expect(await completionWarnings(run())).toEqual([{ about: 'trace', message }]);
    trace(first);
    expect(await completionWarnings(run())).toMatchObject([
      { message: expect.stringMatching(/^Nextflow's trace lacks 1 of its 2 tasks: /) },
    ]);
  });

  it('report first that Nextflow 26 did not publish all results, and why', async () => {
    log(
      completed(first),
      `${at} [main] ERROR nextflow.script.WorkflowMetadata - Failed to invoke \`workflow.onComplete\` event handler`,
      'java.lang.IllegalStateException: Failed to create publish directory: /data/job/results/counts',
      '\tat nextflow.processor.PublishDir.createPublishDir(PublishDir.groovy:542)',
    );
    cache(first);
    expect(await completionWarnings(run())).toMatchObject([
      {
        about: 'results',
        message: 'Nextflow did not publish all results: Failed to create publish directory: /data/job/results/counts.',
      },
      { about: 'trace' },
    ]);
  });

  it('report that the pipeline logged an error, although it continued to its end', async () => {
    const error = `${at} [main] ERROR nextflow.Nextflow - S2 has too few reads`;
    log(error, completed(first));
    trace(first);
    cache(first);
    expect(await completionWarnings(run())).toEqual([
      { about: 'results', message: 'The pipeline logged an error: S2 has too few reads.' },
    ]);
    log(error, completed(first), error);
    expect(await completionWarnings(run())).toMatchObject([
      { message: 'The pipeline logged an error: S2 has too few reads (and 1 more error).' },
    ]);
  });

  it.each([
    ['succeededCount=0; failedCount=0; ignoredCount=0; cachedCount=0', 1],
    ['succeededCount=0; failedCount=0; ignoredCount=0; cachedCount=1', 0],
    ['succeededCount=0; failedCount=1; ignoredCount=1; cachedCount=0', 0],
  ])('report whether no task ran: %s', async (counts, warnings) => {
    const stats = `${at} [main] DEBUG n.trace.WorkflowStatsObserver - Workflow completed > WorkflowStats[${counts}; pendingCount=0; ]`;
    log(stats);
    const all = [{ about: 'results', message: 'No task ran. Check the inputs.' }];
    expect(await completionWarnings(run())).toEqual(all.slice(0, warnings));
    log(`${at} [Actor Thread 3] INFO  nextflow.processor.TaskProcessor - [skipping] Stored process > SORT (S3)`, stats);
    expect(await completionWarnings(run())).toEqual([]);
  });

  it.each([
    [
      'of an index, as Nextflow 26.04.6 logs it',
      [
        'nextflow.script.WorkflowMetadata - Failed to invoke `workflow.onComplete` event handler',
        "nextflow.exception.ScriptRuntimeException: Invalid extension 'tsv' for index file 'three.tsv' -- should be CSV, JSON, or YAML",
        '\tat nextflow.extension.PublishOp.onComplete(PublishOp.groovy:245)',
      ],
      "Nextflow did not publish all results: Invalid extension 'tsv' for index file 'three.tsv' -- should be CSV, JSON, or YAML.",
    ],
    [
      'of the handler of the script, as Nextflow 22.10 to 26.04 log it',
      [
        'nextflow.script.WorkflowMetadata - Failed to invoke `workflow.onComplete` event handler',
        'java.lang.IllegalStateException: cannot write the',
        'report',
        '\tat java.base/java.lang.reflect.Method.invoke(Method.java:569)',
      ],
      'workflow.onComplete failed: cannot write the report.',
    ],
    [
      'of a file with its path as the message',
      [
        'nextflow.script.WorkflowMetadata - Failed to invoke `workflow.onComplete` event handler',
        'java.nio.file.AccessDeniedException: /data/results/index.csv',
        '\tat java.base/sun.nio.fs.UnixException.translateToIOException(UnixException.java:90)',
        '\tat nextflow.extension.PublishOp.onComplete(PublishOp.groovy:250)',
      ],
      'Nextflow did not publish all results: AccessDeniedException: /data/results/index.csv.',
    ],
    [
      'of another class',
      ['n.trace.ReportObserver - Failed to render execution report', 'java.io.IOException', '\tat a.B.c(B.java:1)'],
      'Nextflow logged an error: Failed to render execution report: IOException.',
    ],
    ['that begins on the next line', ['nextflow.Nextflow - ', 'bad', '  worse'], 'The pipeline logged an error: bad.'],
  ])('report the logged error: %s', async (_, lines, message) => {
    const many = Array.from({ length: 4_000 }, () => `${at} [main] DEBUG nextflow.Session - ${'x'.repeat(100)}`);
    log(`${at} [main] ERROR ${lines.join('\n')}`, ...many, completed(first));
    trace(first);
    cache(first);
    expect(await completionWarnings(run())).toEqual([{ about: 'results', message }]);
  });

  it('are none for a run without a task, and for a log that only prints such lines', async () => {
    log(`${at} [main] INFO  nextflow.Nextflow - ${completed(first)}`);
    cache();
    expect(await completionWarnings(run())).toEqual([]);
  });
});

/** A task in the log of a LevelDB: a complete record that contains one entry with an empty value. */
function record(hash: string): Buffer {
  const batch = Buffer.concat([Buffer.alloc(12), Buffer.from([1, 16]), Buffer.from(hash, 'hex'), Buffer.from([0])]);
  const header = Buffer.alloc(7);
  header.writeUInt16LE(batch.length, 4);
  header.writeUInt8(1, 6);
  return Buffer.concat([header, batch]);
}
