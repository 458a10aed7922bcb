import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { check } from '../clusters/run-cells.ts';
import { ticksOf } from '../processes.ts';
import type { Sample } from '../sample.ts';
import { stepsDone, type Trial } from './trial.ts';

/** Takes a job from submission to restart. The columns depend on each other. */
export const columns: Readonly<Record<string, (trial: Trial) => Promise<void>>> = {
  plan: async (trial) => {
    await trial.submit();
    await trial.job.says('PREPARE.reached');
    await trial.job.reads('planned', ({ steps }) => steps.length === 3);
    await isSo(trial.job, 'Prepare running, Align reads waiting, Call variants waiting');
  },

  freeze: async ({ job }) => {
    await job.command('pause', { mode: 'freeze' });
    await job.becomes('paused');
    let before = -1;
    await waitUntil(() => before === (before = ticksOf(job.processes())), { every: 1_000, what: 'it stands still' });
    await job.command('unpause');
    await job.becomes('running');
    job.open('PREPARE');
    await job.says('ALIGN.reached');
  },

  drain: async ({ job }) => {
    await job.command('pause', { mode: 'drain' });
    await job.becomes('paused');
    job.open('ALIGN');
    await waitUntil(() => !job.processes().some(({ command }) => command.includes('.command.')), {
      what: 'the task that ran has ended',
    });
    check(!existsSync(join(job.folder, 'CALL.reached')), 'the next step does not begin');
    await job.command('unpause');
    await job.says('CALL.reached');
  },

  cancel: async ({ job }) => {
    await job.reads('calling', ({ current_step }) => current_step === 'Call variants');
    await job.command('cancel');
    const { failure } = await job.becomes('failed');
    check(failure?.cause === 'cancelled', `it is cancelled: ${String(failure?.cause)}`);
    await job.leavesNoProcess();
  },

  resume: async ({ job }) => {
    job.close('CALL');
    await job.command('resume');
    await job.says('CALL.reached');
    job.open('all');
    await job.becomes('completed');
    await isSo(job, 'Prepare cached, Align reads cached, Call variants done');
  },

  states: async ({ job }) => {
    const story = await job.story();
    const expected = [
      ...['PREPARE', 'ALIGN'].flatMap((step) => stepsDone(step)),
      ...['task_submitted CALL', 'task_started CALL', 'task_aborted CALL'],
      ...['task_cached PREPARE', 'task_cached ALIGN', ...stepsDone('CALL')],
    ];
    const missing = expected.filter((fact) => !story.includes(fact));
    check(missing.length === 0, `its history has ${missing.join(', ')}`);
    const tasks = (await job.tasks()).filter(({ attempt }) => attempt === 2);
    check(tasks.length === 3 && tasks.every(({ exit_code }) => exit_code === 0), 'each task has an exit code');
  },

  results: async (trial) => {
    const { outputs } = await trial.job.attempt();
    const calls = outputs.find(({ kind }) => kind === 'calls');
    check(outputs.length === 2 && calls?.sha256 !== undefined, 'both results have a checksum');
    check(readFileSync(calls!.path, 'utf8') === 'prepared\naligned\ncalled at 10\n', 'the result is whole');
    if (trial.hasOutputBlocks) await trial.publishes();
  },

  restart: async ({ job }) => {
    await job.command('restart', { step: 'CALL' });
    await job.reads('restarted', ({ attempt }) => attempt === 3);
    await job.becomes('completed');
    await isSo(job, 'Prepare cached, Align reads cached, Call variants done');
  },

  explain: async ({ job }) => {
    await job.command('restart', { step: 'CALL', params: { depth: 20 } });
    await job.reads('restarted', ({ attempt }) => attempt === 4);
    await job.becomes('completed');
    const task = (await job.tasks()).find(({ attempt, process }) => attempt === 4 && process === 'CALL');
    const changes = task?.cache_miss?.changes ?? [];
    const isNamed = changes.some((change) => 'from' in change && change.from === '10' && change.to === '20');
    check(isNamed, `the changed parameter is named: ${JSON.stringify(changes)}`);
  },

  messages: async (trial) => {
    const failed = await trial.fails('trial', { fails: true });
    check(
      failed.includes('the reference is damaged') && failed.includes('CALL'),
      `the failed step is named: ${failed}`,
    );
    const script = await trial.fails('undeclared');
    check(/ALIGN/.test(script), `what the script lacks is named: ${script}`);
    const config = await trial.fails('unreadable');
    check(/nextflow\.config/.test(config), `the config is named: ${config}`);
  },
};

async function isSo(job: Sample, steps: string): Promise<void> {
  await waitUntil(async () => (await job.steps()) === steps, { every: 200, what: `its steps are ${steps}` }).catch(
    async (error: unknown) => {
      throw new Error(`${String(error)}; they are ${await job.steps()}`);
    },
  );
}
