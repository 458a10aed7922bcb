import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView, TaskView } from '@reprise/contracts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { Health } from '../../../shared/health/health.ts';
import { dateTime } from '../../../shared/format.ts';
import { People } from '../../../shared/people/people.ts';
import { aCancelledJob, aFailure, aStep, aTask } from '../../../testing/views.ts';
import { FailureCard } from './failure-card.ts';

/** Returns the card. @param whyNot reason why the user may not send a command */
async function cardOf(
  part: Partial<JobView>,
  {
    past = false,
    whyNot = null as string | null,
    tasks = [] as TaskView[],
    nextflow = null as string | null,
    runners = [] as object[],
  } = {},
): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: CurrentUser, useValue: { whyNot: () => whyNot } },
      { provide: CommandSender, useValue: { inFlight: () => new Map() } },
      { provide: CommandPrompt, useValue: {} },
      { provide: People, useValue: { text: (actor: string) => (actor === 'user:a' ? 'Ana Ruiz' : actor) } },
      { provide: Health, useValue: { runners: () => runners } },
    ],
  });
  const fixture = TestBed.createComponent(FailureCard);
  fixture.componentRef.setInput('job', aCancelledJob({ failure: aFailure(), current_step: 'CALL', ...part }));
  fixture.componentRef.setInput('tasks', tasks);
  fixture.componentRef.setInput('nextflow', nextflow);
  fixture.componentRef.setInput('past', past);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

/** Returns the text of its buttons and links. */
async function actionsOf(...of: Parameters<typeof cardOf>): Promise<string[]> {
  return [...(await cardOf(...of)).querySelectorAll('.do :is(a, button)')].map((each) => each.textContent.trim());
}

describe('the card of a failure', () => {
  const commands = ['Resume from CALL', 'Edit parameters and rerun'];
  it.each([
    [['rerun', 'resume'], commands],
    [['resume'], commands.slice(0, 1)],
    [['rerun'], commands.slice(1)],
    [[], []],
  ] satisfies [JobView['allowed_actions'], string[]][])('offers, where %j is allowed, %j', async (allowed, offered) => {
    const actions = await actionsOf({ allowed_actions: allowed });
    expect(commands.filter((each) => actions.includes(each))).toEqual(offered);
  });

  it('says at a disabled resume why it is not possible', async () => {
    const resumable = { possible: false, why: 'The work dir is gone.', until: null };
    const card = await cardOf({ resumable, status: 'failed', allowed_actions: ['rerun'] });
    const button = [...card.querySelectorAll('button')].find((each) => each.textContent.includes('Resume'));
    expect(button?.title).toContain('work dir is gone');
    expect(button?.getAttribute('aria-description')).toBe(button?.title);
  });

  it('names no step to resume from if all tasks of the last one ended well', async () => {
    const steps = [aStep('CALL', 'done', { total: 1, completed: 1 })];
    const part = { current_step: steps[0]!.step, steps, allowed_actions: ['resume' as const] };
    expect(await actionsOf(part)).toContain('Resume the job');
    TestBed.resetTestingModule();
    expect(await actionsOf({ ...part, steps: [aStep('CALL', 'stopped')] })).toContain('Resume from Call');
  });

  it('states that steps stay cached only if the next attempt finds their cache', async () => {
    const part = {
      progress: { steps_done: 2, steps_total: 3 },
      resumable: { possible: true, why: null, until: null },
      failure: aFailure(),
      runner_id: 'r1',
    };
    const runners = [{ runner_id: 'r1', storage_id: 's', alive: true, nextflow_versions: ['26.04.6'] }];
    const same = await cardOf(part, { nextflow: '26.04.6', runners });
    expect(same.textContent).toContain('2 steps stay cached');
    TestBed.resetTestingModule();
    const other = await cardOf(part, { nextflow: '24.10.0', runners });
    expect(other.textContent).not.toContain('cached');
    TestBed.resetTestingModule();
    const gone = [{ about: 'cache' as const, message: "Nextflow's cache has none of its finished tasks." }];
    const lost = await cardOf({ ...part, warnings: gone }, { nextflow: '26.04.6', runners });
    expect(lost.textContent).not.toContain('cached');
  });

  it('states that a step stays cached only if none of its tasks runs again', async () => {
    const text = async (ignored: number) => {
      const card = await cardOf({
        progress: { steps_done: 1, steps_total: 1 },
        steps: [aStep('COUNT', 'done', { total: 3, completed: 3 - ignored, ignored })],
        resumable: { possible: true, why: null, until: null },
        failure: aFailure(),
      });
      TestBed.resetTestingModule();
      return card.textContent;
    };
    expect(await text(0)).toContain('1 step stays cached');
    expect(await text(2)).not.toContain('stays cached');
  });

  it("shows the removal of the work dir in local time, with the person's name", async () => {
    const why =
      'Cannot resume: its work dir was removed on 2026-02-01 08:00:00 UTC by a person named in its history. Rerun it instead.';
    const removed = (by: string) =>
      cardOf({
        resumable: { possible: false, why, until: null },
        cleaned: { work_dir: { at: '2026-02-01T08:00:00.000Z', by }, results: null },
      });
    const at = dateTime('2026-02-01T08:00:00.000Z', Date.now());
    expect((await removed('user:a')).textContent).toContain(
      `no: its work dir was removed at ${at} by Ana Ruiz. Rerun it instead.`,
    );
    TestBed.resetTestingModule();
    expect((await removed('retention')).textContent).toContain(`removed at ${at} by retention. Rerun`);
  });

  it('names a step by its label, also if none of its tasks could start', async () => {
    const card = await cardOf({
      failure: aFailure({ failing_step: 'COUNT', failing_task: null, step: 'Count lines' }),
    });
    expect(card.querySelector('.facts dd')!.textContent.trim()).toBe('Count lines');
  });

  it('offers other parameters first if the message advises a rerun, since a resume would fail in the same way', async () => {
    const primary = async (message: string) => {
      const actions = { allowed_actions: ['rerun' as const, 'resume' as const] };
      const failure = aFailure({ message, exit_code: null });
      const [first] = await actionsOf({ ...actions, failure }, { tasks: [aTask()] });
      TestBed.resetTestingModule();
      return first;
    };
    expect(await primary('CALL did not start. Give a value to params.reference, then rerun.')).toBe(
      'Edit parameters and rerun',
    );
    expect(await primary('CALL crashed. Check its input, then resume.')).toBe('Resume from CALL');
  });

  it('offers nothing for a past state of the job', async () => {
    expect(await actionsOf({ allowed_actions: ['rerun', 'resume'] }, { past: true })).toEqual([]);
  });

  it('does not link a viewer to a form without the right to it', async () => {
    const actions = await actionsOf({ allowed_actions: ['rerun', 'resume'] }, { whyNot: 'Needs the role operator.' });
    expect(actions).not.toContain('Edit parameters and rerun');
    expect(actions.filter((word) => word.startsWith('Resume'))).toEqual([]);
  });

  it('names no work dir after its deletion', async () => {
    const shown = async (work_dir: JobView['cleaned']['work_dir']) => {
      const card = await cardOf({ work_dir: '/w/1/work', cleaned: { work_dir, results: null } });
      TestBed.resetTestingModule();
      return card.querySelector('.facts')!.textContent.includes('Work dir');
    };
    expect([await shown(null), await shown({ at: '2026-02-01T00:00:00.000Z', by: 'ada' })]).toEqual([true, false]);
  });

  it('opens the log of Nextflow if that of the task was deleted with its work dir', async () => {
    const log = async (work_dir: JobView['cleaned']['work_dir']) =>
      (await actionsOf({ cleaned: { work_dir, results: null } })).filter((word) => word.includes(' log'));
    expect(await log(null)).toEqual(['Open task log']);
    TestBed.resetTestingModule();
    expect(await log({ at: '2026-02-01T00:00:00.000Z', by: 'ada' })).toEqual(['Open log of Nextflow']);
  });
});
