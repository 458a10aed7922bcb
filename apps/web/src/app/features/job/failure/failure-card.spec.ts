import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { CommandPrompt } from '../../../commands/send/command-prompt.ts';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { aCancelledJob, aFailure } from '../../../testing/views.ts';
import { FailureCard } from './failure-card.ts';

/** Returns the words of the buttons and links of the card. */
async function actionsOf(allowed_actions: JobView['allowed_actions'], past = false): Promise<string[]> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: CurrentUser, useValue: { whyNot: () => null } },
      { provide: CommandSender, useValue: { inFlight: () => new Map() } },
      { provide: CommandPrompt, useValue: {} },
    ],
  });
  const fixture = TestBed.createComponent(FailureCard);
  fixture.componentRef.setInput('job', aCancelledJob({ allowed_actions, failure: aFailure(), current_step: 'CALL' }));
  fixture.componentRef.setInput('tasks', []);
  fixture.componentRef.setInput('past', past);
  await fixture.whenStable();
  return [...(fixture.nativeElement as HTMLElement).querySelectorAll('.do :is(a, button)')].map((each) =>
    each.textContent.trim(),
  );
}

describe('the card of a failure', () => {
  const commands = ['Resume from CALL', 'Edit parameters and rerun'];
  it.each([
    [['rerun', 'resume'], commands],
    [['resume'], commands.slice(0, 1)],
    [['rerun'], commands.slice(1)],
    [[], []],
  ] satisfies [JobView['allowed_actions'], string[]][])('where %j is allowed offers %j', async (allowed, offered) => {
    const actions = await actionsOf(allowed);
    expect(commands.filter((each) => actions.includes(each))).toEqual(offered);
  });

  it('offers nothing for a past state of the job', async () => {
    expect(await actionsOf(['rerun', 'resume'], true)).toEqual([]);
  });
});
