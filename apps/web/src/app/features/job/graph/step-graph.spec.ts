import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { JobView, LinkedStep, StepGraph as Links, TaskView } from '@reprise/contracts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { PageApiClient } from '../../../core/api/api-client.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { aJob, anAttempt, aTask, JOB_ID, NOON } from '../../../testing/views.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { graphNodes } from './graph-nodes.ts';
import { StepGraph } from './step-graph.ts';

const ask = jest.fn<CommandPrompt['ask']>();
const read = jest.fn<() => Promise<Links>>();
const WORK_DIR = '/data/jobs/1/work/1';
const plan = [
  { process: 'ALIGN', step: 'Align reads' },
  { process: 'CALL', step: 'Call variants' },
  { process: 'REPORT', step: 'Report' },
];
const aligned = aTask({ hash: 'a', process: 'ALIGN' });
const called = aTask({ hash: 'b', process: 'CALL', status: 'running', completed_at: null });
const linesOf = (tasks: TaskView[]) =>
  timelineOf({
    plan,
    tasks,
    attempt: anAttempt(),
    now: NOON + 100_000,
    stopped: new Map(),
    isFrozen: false,
    frozen: [],
    sampleName: 'NA12878',
  }).lines;
const linked = (process: string, inputs: string[], may_use_others = false): LinkedStep => ({
  process,
  inputs,
  may_use_others,
});
const known = (...steps: LinkedStep[]): Links => ({ work_dir: WORK_DIR, steps, unknown: null });
const restartable = aJob({ status: 'failed', allowed_actions: ['restart'] });

beforeEach(() => {
  jest.resetAllMocks();
  read.mockResolvedValue(known(linked('ALIGN', []), linked('CALL', ['ALIGN'])));
  TestBed.configureTestingModule({
    providers: [
      { provide: PageApiClient, useValue: { get: read } },
      { provide: CommandPrompt, useValue: { ask } },
      { provide: CurrentUser, useValue: { whyNot: () => null, session: () => null } },
    ],
  });
});

it('states once that a step was cached, without a time, and names ignored failures rather than a number', () => {
  const statesOf = (...tasks: TaskView[]) => {
    const { state, time } = graphNodes(linesOf(tasks), [], []).get('ALIGN')!;
    return [state, time];
  };
  const cached = { status: 'cached', started_at: null, completed_at: null } as const;
  expect(statesOf(aTask({ ...cached, hash: 'a' }))).toEqual(['Cached', '']);
  expect(statesOf(aTask({ ...cached, hash: 'a' }), aTask({ ...cached, hash: 'b' }))).toEqual(['Cached, 2 of 2', '']);
  const ignored = aTask({ hash: 'c', status: 'failed', error_action: 'IGNORE' });
  expect(statesOf(ignored)[0]).toBe('Failed, ignored');
  expect(statesOf(ignored, aTask({ hash: 'd' }))[0]).toBe('Done, 1 failed, ignored');
});

/** Shows the graph, with what a user does to it. */
async function graphOf(job: JobView = aJob(), tasks = [aligned, called]) {
  const fixture = TestBed.createComponent(StepGraph);
  const set = (inputs: object) => {
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    return fixture.whenStable();
  };
  const opened: string[] = [];
  fixture.componentInstance.opened.subscribe((process) => opened.push(process));
  await set({ job, lines: linesOf(tasks), workDir: WORK_DIR, isCurrent: true });
  const page = fixture.nativeElement as HTMLElement;
  document.body.append(page);
  const steps = () => [...page.querySelectorAll<HTMLElement>('button.node')];
  const text = (selector: string) => page.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
  const press = async (key: string) => {
    const step = steps().find(({ tabIndex }) => tabIndex === 0)!;
    step.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await fixture.whenStable();
    return document.activeElement?.getAttribute('title');
  };
  const button = (name: string) =>
    [...page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name);
  return { fixture, page, set, steps, text, press, button, opened };
}

describe('the graph of the steps', () => {
  it('says of a drained job that its tasks are shown as of the pause', async () => {
    const drained = aJob({ status: 'paused', paused: { mode: 'drain', since: aTask().started_at! } });
    expect((await graphOf(drained)).text('.drained')).toMatch(/^As of the pause: /);
    expect((await graphOf()).text('.drained')).toBe('');
  });

  it('shows each step with its state in words, and draws a link to each step from those that feed it', async () => {
    const { steps, page } = await graphOf();
    const words = steps().map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());
    expect(words).toEqual(['Align readsDone', 'Call variantsRunning, uses Align reads', 'ReportWaiting']);
    expect(page.querySelectorAll('path.link')).toHaveLength(1);
  });

  it('begins with the failed or running step, and moves by arrow keys in topological order', async () => {
    const { text, press } = await graphOf();
    expect(text('.selected h3')).toBe('Call variants');
    expect(await press('ArrowDown')).toBe('REPORT');
    expect(await press('ArrowRight')).toBe('REPORT');
    expect(await press('ArrowUp')).toBe('CALL');
    expect(await press('Home')).toBe('ALIGN');
    expect(text('.selected .facts')).toMatch(/^Align reads ?Done, .*Used by Call variants$/);
    expect(await press('End')).toBe('REPORT');
  });

  it('opens the tasks of a step', async () => {
    const { button, opened } = await graphOf();
    button('Show 1 task')!.click();
    expect(opened).toEqual(['CALL']);
  });

  it('restarts from a step that has tasks, if the job may be restarted', async () => {
    const { button, press } = await graphOf(restartable);
    button('Restart from here')!.click();
    expect(ask).toHaveBeenCalledWith(restartable, 'restart', { step: 'CALL' });
    await press('End');
    expect(button('Restart from here')?.title).toBe('It has no tasks');
    button('Restart from here')!.click();
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('offers no restart while the job runs, and for an earlier state', async () => {
    const { button, set } = await graphOf();
    expect(button('Restart from here')).toBeUndefined();
    await set({ job: restartable, isCurrent: false });
    expect(button('Restart from here')).toBeUndefined();
  });

  it('says that a step is linked later, and reads the links again when it gets its first task', async () => {
    const { text, set, page } = await graphOf();
    expect(text('.missing')).toBe(
      'Steps with a dashed border are linked as soon as their first task has staged its inputs.',
    );
    expect(page.querySelectorAll('.unlinked')).toHaveLength(1);
    read.mockResolvedValue(known(linked('ALIGN', []), linked('CALL', ['ALIGN']), linked('REPORT', ['CALL'], true)));
    await set({ lines: linesOf([aligned, called, aTask({ hash: 'c', process: 'REPORT' })]) });
    expect([read.mock.calls.length, page.querySelectorAll('path.link').length, text('.missing')]).toEqual([2, 2, '']);
    page.querySelector<HTMLElement>('[title="REPORT"]')!.click();
    await set({});
    expect(text('.selected .facts')).toContain('Uses Call variants, maybe others');
  });

  it('updates states without a new layout and without reading the links again', async () => {
    const { steps, set, page } = await graphOf();
    const [before, path] = [steps(), page.querySelector('path.link')];
    await set({ lines: linesOf([aligned, { ...called, status: 'completed' }]) });
    expect(steps()[1]!.textContent).toContain('Done');
    expect(steps()).toEqual(before);
    expect(page.querySelector('path.link')).toBe(path);
    expect(read).toHaveBeenCalledTimes(1);
    expect(read).toHaveBeenCalledWith('/api/jobs/{id}/graph', { path: { id: JOB_ID } });
  });

  it('shows the steps without links, and the reason, if no link is known', async () => {
    read.mockResolvedValue({ work_dir: WORK_DIR, steps: [], unknown: 'The work dir was deleted' });
    const { text, steps, page } = await graphOf(restartable);
    expect(text('.missing')).toBe('The work dir was deleted: the steps are shown without links.');
    expect([steps().length, page.querySelectorAll('path.link').length]).toEqual([3, 0]);
  });

  it('shows an attempt with another work dir without links', async () => {
    const { text, set } = await graphOf(restartable);
    await set({ workDir: '/data/jobs/1/work/2' });
    expect(text('.missing')).toBe('The links are known for the last run only: these steps are shown without them.');
  });

  it('offers to read the links again if they could not be read', async () => {
    read.mockRejectedValueOnce(new Error('Reprise does not answer'));
    const { text, button, steps, set } = await graphOf();
    expect(text('rp-load-error')).toContain('Could not read the links between the steps. Reprise does not answer');
    expect(steps()).toHaveLength(3);
    button('Try again')!.click();
    await set({});
    expect(text('rp-load-error')).toBe('');
  });
});
