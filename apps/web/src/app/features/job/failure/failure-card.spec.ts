import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView, TaskView } from '@reprise/contracts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { aCancelledJob, aFailure, aTask } from '../../../testing/views.ts';
import { FailureCard } from './failure-card.ts';

/** Returns the card. @param whyNot reason why the person may not send a command */
async function cardOf(
  part: Partial<JobView>,
  { past = false, whyNot = null as string | null, tasks = [] as TaskView[] } = {},
): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: CurrentUser, useValue: { whyNot: () => whyNot } },
      { provide: CommandSender, useValue: { inFlight: () => new Map() } },
      { provide: CommandPrompt, useValue: {} },
    ],
  });
  const fixture = TestBed.createComponent(FailureCard);
  fixture.componentRef.setInput('job', aCancelledJob({ failure: aFailure(), current_step: 'CALL', ...part }));
  fixture.componentRef.setInput('tasks', tasks);
  fixture.componentRef.setInput('past', past);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

/** Returns the words of its buttons and links. */
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
  ] satisfies [JobView['allowed_actions'], string[]][])('where %j is allowed offers %j', async (allowed, offered) => {
    const actions = await actionsOf({ allowed_actions: allowed });
    expect(commands.filter((each) => actions.includes(each))).toEqual(offered);
  });

  it('names a step as the pipeline labels it, also where none of its tasks could start', async () => {
    const card = await cardOf({
      failure: aFailure({ failing_step: 'COUNT', failing_task: null, step: 'Count lines' }),
    });
    expect(card.querySelector('.facts dd')!.textContent.trim()).toBe('Count lines');
  });

  it('offers other parameters first where the message advises a rerun: a resume would fail in the same way', async () => {
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

  it('does not lead a viewer to a form that is not theirs', async () => {
    const actions = await actionsOf({ allowed_actions: ['rerun', 'resume'] }, { whyNot: 'Needs the role operator.' });
    expect(actions).not.toContain('Edit parameters and rerun');
    expect(actions.filter((word) => word.startsWith('Resume'))).toEqual([]);
  });

  it('names no work dir once it was deleted', async () => {
    const shown = async (work_dir: JobView['cleaned']['work_dir']) => {
      const card = await cardOf({ work_dir: '/w/1/work', cleaned: { work_dir, results: null } });
      TestBed.resetTestingModule();
      return card.querySelector('.facts')!.textContent.includes('Work dir');
    };
    expect([await shown(null), await shown({ at: '2026-02-01T00:00:00.000Z', by: 'ada' })]).toEqual([true, false]);
  });

  it('opens the log of Nextflow once that of the task was deleted with its work dir', async () => {
    const log = async (work_dir: JobView['cleaned']['work_dir']) =>
      (await actionsOf({ cleaned: { work_dir, results: null } })).filter((word) => word.includes(' log'));
    expect(await log(null)).toEqual(['Open task log']);
    TestBed.resetTestingModule();
    expect(await log({ at: '2026-02-01T00:00:00.000Z', by: 'ada' })).toEqual(['Open log of Nextflow']);
  });
});
