import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readAwsBatchLog } from './aws-batch-log.ts';
import { NativeIds } from './native-ids.ts';
import { openSubmissions } from './open-submissions.ts';

const at = 'Nov-30 15:15:29.948';
const handler = `${at} [AWSBatch-executor-1] DEBUG n.c.aws.batch.AwsBatchTaskHandler - [AWS BATCH]`;
const dir = 's3://lab/work/job1/1/6f/19a37b';
const completed = (name: string, workDir: string, how = 'completed') =>
  `${at} [Task monitor] DEBUG n.processor.TaskPollingMonitor - Task ${how} > TaskHandler[id: 1; name: ${name}; status: COMPLETED; exit: 0; error: -; workDir: ${workDir}]`;
/** As logged by AwsBatchTaskHandler of Nextflow 24.10. */
const LOG = [
  `${handler} [AWS BATCH] Created job definition name=nf-quay-io-bwa:3; container=quay.io/bwa`,
  `${handler} Process \`SORT (S1)\` submitted > job=11111111-aaaa; work-dir=${dir}`,
  `${at} [AWSBatch-executor-1] INFO  nextflow.Session - [6f/19a37b] Submitted process > SORT (S1)`,
  `${handler} Process \`SORT (S2)\` submitted > job=22222222-bbbb; work-dir=${dir}2`,
  completed('SORT (S1)', dir),
];

describe('AWS Batch jobs in the log of Nextflow', () => {
  let attemptDir: string;
  beforeEach(() => (attemptDir = mkdtempSync(join(tmpdir(), 'reprise-aws-log-'))));
  afterEach(() => rmSync(attemptDir, { recursive: true }));
  const read = (...lines: string[]) => {
    writeFileSync(attemptFiles(attemptDir).log, `${lines.join('\n')}\n`);
    return readAwsBatchLog(attemptDir);
  };

  it('are open until Nextflow has seen their end', async () => {
    expect(await read(...LOG)).toEqual({
      open: new Map([['22222222-bbbb', `${dir}2`]]),
      ids: ['11111111-aaaa', '22222222-bbbb'],
      hasArrays: false,
      hasTasks: true,
      definitions: ['nf-quay-io-bwa:3'],
      writtenAt: expect.any(Number),
    });
    expect(await openSubmissions(attemptDir, 'awsbatch')).toEqual(['22222222-bbbb']);
  });

  it('are found in the messages of releases before 24.04', async () => {
    const { open } = await read(`${handler} submitted > job=33333333-cccc; work-dir=${dir}`);
    expect([...open]).toEqual([['33333333-cccc', dir]]);
  });

  it('are still open if Nextflow only gave up on a task', async () => {
    const { open } = await read(...LOG, completed('SORT (S2)', `${dir}2`, 'timed-out'));
    expect([...open.keys()]).toEqual(['22222222-bbbb']);
  });

  it('may be arrays, whose ids are not in the log', async () => {
    const { ids, hasArrays } = await read(`${handler} Process \`SORT (1)\` submitted > job=null; work-dir=${dir}`);
    expect([ids, hasArrays]).toEqual([[], true]);
  });

  it('exclude those that the name of a task or a script quotes', async () => {
    const quoted = `echo ${LOG[1]!}`;
    const { open } = await read(
      quoted,
      ...LOG,
      completed(`A; workDir: ${dir}2] x`, `${dir}9`),
      `${at} [main] DEBUG nextflow.Session - ${LOG[1]!.split(' - ')[1]!}`,
    );
    expect([...open.keys()]).toEqual(['22222222-bbbb']);
  });

  it('are none without a log', async () => {
    expect(await readAwsBatchLog(attemptDir)).toMatchObject({ ids: [], hasTasks: false, writtenAt: 0 });
  });

  it('give their tasks a native id', () => {
    const ids = new NativeIds();
    [...LOG, `${handler} Process \`T (1)\` submitted > job=null; work-dir=${dir}3`].forEach((line) => ids.line(line));
    expect([ids.of(dir), ids.of(`${dir}3`)]).toEqual(['11111111-aaaa', undefined]);
  });
});
