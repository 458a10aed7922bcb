import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '@reprise/nextflow';
import type { AttemptSpec } from '../executor.ts';
import { executorOf } from '../scheduler.ts';
import { FakeTools } from '../testing/fake-tools.ts';
import { awsBatch } from './awsbatch.ts';

const ROOT = 's3://lab/work/job1';
const ARN = 'arn:aws:batch:us-east-1:012345678910';
const QUEUE = `${ARN}:job-queue/HighPriority`;
const at = 'Nov-30 12:03:17.214 [main] DEBUG';
const handler = `${at} n.c.aws.batch.AwsBatchTaskHandler - [AWS BATCH]`;
/** As logged by AwsBatchTaskHandler of Nextflow 24.10. */
const DEFINED = `${handler} [AWS BATCH] Created job definition name=nf-bwa:3; container=bwa`;
const submitted = (id: string, task = 'ab/cdef12') =>
  `${handler} Process \`ALIGN (S1)\` submitted > job=${id}; work-dir=${ROOT}/1/${task}`;
const completed = (task = 'ab/cdef12') =>
  `${at} n.processor.TaskPollingMonitor - Task completed > TaskHandler[id: 1; name: ALIGN (S1); status: COMPLETED; exit: 0; error: -; workDir: ${ROOT}/1/${task}]`;
const command = (dir: string) => [
  ...['bash', '-o', 'pipefail', '-c'],
  `trap "{ ret=$?; aws s3 cp --only-show-errors .command.log ${dir}/.command.log||true; exit $ret; }" EXIT; aws s3 cp --only-show-errors ${dir}/.command.run - | bash 2>&1 | tee .command.log`,
];

/**
 * In the format of `describe-jobs.rst` (lists: `list-jobs.rst`) in awscli/examples/batch of aws/aws-cli, with
 * Nextflow's command.
 */
const job = (jobId: string, status: string, more: object = {}, dir = `${ROOT}/1/ab/cdef12`) => ({
  status,
  parameters: {},
  jobDefinition: `${ARN}:job-definition/nf-bwa:3`,
  jobQueue: QUEUE,
  jobId,
  container: { mountPoints: [], image: 'bwa', environment: [], command: command(dir), volumes: [] },
  dependsOn: [],
  jobName: 'ALIGN_S1',
  createdAt: 1480483387803,
  ...more,
});

/** Not a real AWS. aws-cli 1.46 was tested with a server that implements the format of the API. */
describe('the AWS Batch jobs of an attempt', () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => tools.end());

  function anAttempt(log: readonly string[], { daysAgo = 0, name = '1', workRoot = ROOT } = {}): AttemptSpec {
    const attemptDir = join(tools.folder, name);
    mkdirSync(attemptDir);
    const file = attemptFiles(attemptDir).log;
    writeFileSync(file, `${log.join('\n')}\n`);
    const seconds = Date.now() / 1000 - daysAgo * 86_400;
    utimesSync(file, seconds, seconds);
    return { attemptDir, attemptDirs: [attemptDir], workRoot, marker: {}, graceMs: 0 };
  }
  interface Has {
    readonly jobs?: readonly ReturnType<typeof job>[];
    readonly definitions?: readonly number[];
    readonly queues?: readonly string[];
  }
  /** Installs a fake `aws` that returns these jobs regardless of the requested ids, and the definitions by revision. */
  const has = ({ jobs = [], definitions = [], queues = [QUEUE] }: Has) => {
    const print = (answer: object) => tools.prints(JSON.stringify(answer, null, 4));
    const described = jobs.map((each) => `case "$*" in *${each.jobId}*) ${print(each)}; echo , ;; esac`).join('\n');
    const listed = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'].map((state) => {
      const found = jobs.filter(({ status }) => status === state).map(({ jobId, jobName }) => ({ jobName, jobId }));
      return `*"list-jobs --job-queue ${QUEUE} --job-status ${state} "*) ${print({ jobSummaryList: found })} ;;`;
    });
    tools.tool(
      'aws',
      `case "$*" in
        *describe-job-definitions*) ${print({
          jobDefinitions: definitions.map((revision) => ({ jobDefinitionName: 'nf-bwa', revision, status: 'ACTIVE' })),
        })} ;;
        *describe-job-queues*) ${print({ jobQueues: queues.map((jobQueueArn) => ({ jobQueueArn, state: 'ENABLED' })) })} ;;
        *describe-jobs*) printf '{"jobs": ['; { ${described || ':'}
          } | sed '$ s/,$//'; printf ']}' ;;
        ${listed.join('\n        ')}
        *list-jobs*) ${print({ jobSummaryList: [] })} ;;
      esac`,
    );
  };
  const list = (spec: AttemptSpec, oldMs?: number, withinMs?: number) =>
    awsBatch(tools.env, withinMs).list(spec, oldMs);
  const calls = (what: string) => tools.asked().filter((line) => line.startsWith(`aws batch ${what}`));

  it('are those that Nextflow submitted and has not seen end, also after it was killed', async () => {
    has({ jobs: [job('id-2', 'RUNNING'), job('id-3', 'SUCCEEDED'), job('id-4', 'FAILED')] });
    const log = [DEFINED, submitted('id-1', 'a/1'), completed('a/1'), submitted('id-2'), submitted('id-3', 'c/3')];
    const attempt = anAttempt([...log, submitted('id-4', 'd/4')]);
    expect(await list(attempt, 5_000)).toEqual({
      alive: [{ native_id: 'id-2', phase: 'running', state: 'RUNNING', work_dir: `${ROOT}/1/ab/cdef12` }],
    });
    expect(tools.asked()).toEqual(['aws batch describe-jobs --jobs id-2 id-3 id-4 --output json']);
  });

  it.each([
    ['SUBMITTED', {}, 'waiting', 'SUBMITTED'],
    ['PENDING', {}, 'waiting', 'PENDING'],
    ['RUNNABLE', { statusReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' }, 'waiting', 'RUNNABLE'],
    ['STARTING', {}, 'running', 'STARTING'],
    ['RUNNING', { isTerminated: true, statusReason: 'Ended by Reprise' }, 'ending', 'RUNNING'],
    // A job cancelled after its start keeps running.
    ['RUNNING', { isCancelled: true }, 'running', 'RUNNING'],
    ['PENDING', { arrayProperties: { size: 4, statusSummary: { RUNNABLE: 2, RUNNING: 1 } } }, 'running', 'RUNNING'],
    ['PENDING', { arrayProperties: { size: 4, statusSummary: { PENDING: 4, RUNNING: 0 } } }, 'waiting', 'PENDING'],
    ['A_WORD_OF_A_LATER_BATCH', {}, 'running', 'A_WORD_OF_A_LATER_BATCH'],
  ])('that are %s with %j are %s', async (status, more, phase, state) => {
    has({ jobs: [job('id-1', status, more)] });
    const { statusReason: reason } = more as { statusReason?: string };
    expect(await list(anAttempt([submitted('id-1')]), 5_000)).toMatchObject({
      alive: [{ phase, state, ...(reason && { reason }) }],
    });
  });

  it('include those whose ids it could not log, found by their scripts, and no others of the queue', async () => {
    const arrays = { arrayProperties: { size: 2, statusSummary: { RUNNING: 2 } } };
    const fusion = '/fusion/s3/lab/work/job1/1/aa/cdef01';
    has({
      jobs: [
        job('id-1', 'SUCCEEDED'),
        job('id-2', 'PENDING', arrays, `${ROOT}/1/12/34`),
        job('id-3', 'STARTING', { container: { command: ['/usr/bin/fusion', 'bash', `${fusion}/.command.run`] } }),
        job('id-4', 'RUNNING', {}, 's3://lab/work/job10/1/ab/cdef12'),
        job('id-5', 'RUNNING', { container: { command: ['aws', 's3', 'ls', `${ROOT}/1/ab/`] } }),
        job('id-6', 'RUNNING', { container: {} }),
      ],
    });
    expect(await list(anAttempt([submitted('id-1'), completed()]))).toEqual({
      alive: [
        { native_id: 'id-2', phase: 'running', state: 'RUNNING', work_dir: `${ROOT}/1/12/34` },
        { native_id: 'id-3', phase: 'running', state: 'STARTING', work_dir: `${ROOT}/1/aa/cdef01` },
      ],
    });
    expect(calls('describe-job-queues')).toEqual([]);
  });

  it('are searched in all queues if none of them is known', async () => {
    has({ definitions: [3], jobs: [job('id-1', 'RUNNABLE')], queues: [`${ARN}:job-queue/other`, QUEUE] });
    expect(await list(anAttempt([DEFINED]))).toMatchObject({ alive: [{ native_id: 'id-1' }] });
  });

  it('are searched also if arrays were submitted, whose ids are not in the log', async () => {
    const arrays = { arrayProperties: { size: 2, statusSummary: { RUNNABLE: 2 } } };
    const array = submitted('null', '12/34');
    has({ definitions: [3], jobs: [job('id-1', 'PENDING', arrays, `${ROOT}/1/12/34`)] });
    expect(await list(anAttempt([DEFINED, array]), 5_000)).toMatchObject({
      alive: [{ native_id: 'id-1', phase: 'waiting', state: 'RUNNABLE' }],
    });
    has({ definitions: [2] });
    expect(await list(anAttempt([DEFINED, array], { name: '2' }), 5_000)).toEqual({
      unknown: expect.stringContaining('aws does not know the job definitions nf-bwa:3'),
    });
    expect(await list(anAttempt([array], { name: '3' }))).toEqual({
      unknown: expect.stringContaining('aws does not know any of these jobs'),
    });
  });

  it('of an old attempt are not reported as missing in the next one', async () => {
    has({ definitions: [3] });
    const old = anAttempt([DEFINED, submitted('id-1')], { daysAgo: 8 });
    const resumed = anAttempt([submitted('id-2', 'c/2'), completed('c/2')], { name: '2' });
    const attemptDirs = [old.attemptDir, resumed.attemptDir];
    expect(await list({ ...resumed, attemptDirs }, 5_000)).toEqual({ alive: [] });
  });

  it('are listed once for simultaneous readers, and again for a proof', async () => {
    has({ jobs: [job('id-1', 'RUNNING')] });
    const batch = awsBatch(tools.env);
    const attempt = anAttempt([submitted('id-1')]);
    await Promise.all([batch.list(attempt, 60_000), batch.list(attempt, 60_000)]);
    await batch.list(attempt, 60_000);
    expect(calls('describe-jobs')).toHaveLength(1);
    await batch.list(attempt);
    expect(calls('describe-jobs')).toHaveLength(2);
  });

  it('are described in parts of the size that one call accepts', async () => {
    const ids = Array.from({ length: 250 }, (_, id) => `id-${String(id + 1000)}`);
    has({ jobs: ids.map((id) => job(id, 'RUNNABLE')) });
    const attempt = anAttempt(ids.map((id) => submitted(id, `ab/${id}`)));
    const { alive } = (await list(attempt, 5_000)) as { alive: readonly unknown[] };
    expect(alive).toHaveLength(250);
    expect(calls('describe-jobs').map((line) => line.split(' id-').length - 1)).toEqual([100, 100, 50]);
  });

  it('include those of earlier attempts', async () => {
    has({ jobs: [job('id-1', 'RUNNING'), job('id-2', 'SUCCEEDED')] });
    const earlier = anAttempt([submitted('id-1')]);
    const resumed = anAttempt([submitted('id-2', 'c/2')], { name: '2' });
    const attemptDirs = [earlier.attemptDir, resumed.attemptDir];
    expect(await list({ ...resumed, attemptDirs })).toMatchObject({ alive: [{ native_id: 'id-1' }] });
  });

  it('are none before Nextflow submitted a task, without a request to AWS', async () => {
    tools.tool('aws', 'exit 1');
    expect(await list(anAttempt([`${at} nextflow.executor.Executor - [warm up] executor > awsbatch`]))).toEqual({
      alive: [],
    });
    expect(tools.asked()).toEqual([]);
  });

  it('are none if AWS Batch reports none', async () => {
    has({ jobs: [job('id-1', 'FAILED')] });
    expect(await list(anAttempt([submitted('id-1')]))).toEqual({ alive: [] });
  });

  it('are unknown if a recent one is unknown, since another region or account has none', async () => {
    has({ jobs: [job('id-2', 'SUCCEEDED')], definitions: [3] });
    const unknown = (what: string) => ({
      unknown: `aws does not know ${what}, so it may ask another region or account than Nextflow (AWS_REGION, AWS_PROFILE)`,
    });
    const attempt = anAttempt([DEFINED, submitted('id-1'), submitted('id-2', 'c/2'), completed('c/2')]);
    expect(await list(attempt)).toEqual(unknown('the job id-1'));
    expect(await list(attempt, 5_000)).toEqual(unknown('the job id-1'));
    const all = anAttempt([DEFINED, submitted('id-3'), completed()], { name: '2' });
    expect(await list(all)).toEqual(unknown('the job id-3'));
    has({ definitions: [2] });
    expect(await list(anAttempt([DEFINED], { name: '3' }))).toEqual(unknown('the job definitions nf-bwa:3'));
  });

  it('have ended if AWS Batch has forgotten them but knows their job definitions', async () => {
    has({ definitions: [3] });
    expect(await list(anAttempt([DEFINED, submitted('id-1')], { daysAgo: 8 }))).toEqual({ alive: [] });
    expect(await list(anAttempt([submitted('id-1')], { daysAgo: 8, name: '2' }))).toEqual({
      unknown: expect.stringContaining('aws does not know any of these jobs'),
    });
  });

  it('are unknown if the work dir is no bucket by which they could be found', async () => {
    has({ jobs: [job('id-1', 'SUCCEEDED')] });
    expect(await list(anAttempt([submitted('id-1')], { workRoot: '/work/job1' }))).toEqual({
      unknown: expect.stringContaining('a work dir in a bucket that launch.work_dir names'),
    });
  });

  it.each([
    // Message of aws-cli 1.46.
    [
      'echo "Unable to locate credentials. You can configure credentials by running \\"aws configure\\"." >&2; exit 255',
      'Unable to locate credentials. You can configure credentials by running "aws configure"',
    ],
    [
      'echo "You must specify a region. You can also configure your region by running \\"aws configure\\"." >&2; exit 255',
      'You must specify a region. You can also configure your region by running "aws configure"',
    ],
    ['echo "The config profile (lab) could not be found" >&2; exit 255', 'The config profile (lab) could not be found'],
    [
      'printf "\\nCould not connect to the endpoint URL: \\"https://batch.us-east-1.amazonaws.com/v1/describejobs\\"\\n" >&2; exit 255',
      'Could not connect to the endpoint URL: "https://batch.us-east-1.amazonaws.com/v1/describejobs"',
    ],
    ...[
      // The first two are from public issues, the third is similar.
      'An error occurred (TooManyRequestsException) when calling the DescribeJobs operation (reached max retries: 4): Too Many Requests',
      'An error occurred (ExpiredTokenException) when calling the DescribeJobs operation: The security token included in the request is expired',
      'An error occurred (AccessDeniedException) when calling the DescribeJobs operation: User: arn:aws:iam::012345678910:user/ngs is not authorized to perform: batch:DescribeJobs',
    ].map((said) => [`printf '\\n%s\\n' '${said}' >&2; exit 255`, said]),
    ['echo "JOBS"', 'aws printed unexpected output: JOBS'],
    ['exit 0', 'aws printed unexpected output: '],
    [`echo '{"jobSummaryList": []}'`, 'aws printed unexpected output: {"jobSummaryList": []}'],
    [`echo '{"jobs": [{"jobId": "id-1"}]}'`, 'aws printed unexpected output: {"jobs": [{"jobId": "id-1"}]}'],
    [`echo '{"jobs": [null]}'`, 'aws printed unexpected output: {"jobs": [null]}'],
    [`echo '{"jobs": [], "NextToken": "eyJ"}'`, 'aws printed unexpected output: {"jobs": [], "NextToken": "eyJ"}'],
  ])('are unknown if AWS Batch answers incorrectly: %s', async (script, unknown) => {
    tools.tool('aws', script);
    expect(await list(anAttempt([submitted('id-1')]))).toEqual({ unknown });
  });

  it('are unknown if it hangs', async () => {
    tools.tool('aws', 'exec sleep 60');
    expect(await list(anAttempt([submitted('id-1')]), 5_000, 100)).toEqual({
      unknown: 'aws did not answer in 0.1 s',
    });
  });

  it('are unknown without the aws tool', async () => {
    expect(await awsBatch({ PATH: tools.folder }).list(anAttempt([submitted('id-1')]))).toEqual({
      unknown: 'there is no aws on the PATH of the runner',
    });
  });

  it.each([
    [{ AWS_REGION: 'eu-west-1' }, 'eu-west-1'],
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])("are listed in Nextflow's region: %j", async (variables, region) => {
    has({ jobs: [job('id-1', 'RUNNING')] });
    await awsBatch({ ...tools.env, ...variables }).list(anAttempt([submitted('id-1')]), 5_000);
    expect(tools.asked()).toEqual([`aws batch describe-jobs --jobs id-1 --output json --region ${region}`]);
  });

  it('are terminated one by one, and a refusal is reported without blocking others', async () => {
    tools.tool('aws', 'case "$*" in *id-1*) echo "An error occurred (AccessDeniedException)" >&2; exit 254 ;; esac');
    await expect(awsBatch(tools.env).cancel(['id-1', 'id-2'])).rejects.toThrow(
      'An error occurred (AccessDeniedException)',
    );
    expect(tools.asked().toSorted((a, b) => a.localeCompare(b))).toEqual(
      ['id-1', 'id-2'].map((id) => `aws batch terminate-job --job-id ${id} --reason Ended by Reprise --output json`),
    );
  });

  it('are not ended beside Nextflow, which is faster, and are not paused', () => {
    const { askToEnd, isPausable } = executorOf(awsBatch(tools.env));
    expect([askToEnd, isPausable]).toEqual([undefined, false]);
  });
});
