import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { FollowedBulk } from '../../../commands/bulk/followed-bulk.ts';
import { RequiredReasons } from '../../../commands/reasons/required-reasons.ts';
import { BulkApi } from '../../../core/api/bulk-api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { aJob } from '../../../testing/views.ts';
import { BulkBar } from './bulk-bar.ts';

/** Returns the words of the commands of the bar, where these jobs are selected. */
async function commandsFor(...allowed: JobView['allowed_actions'][]): Promise<string[]> {
  const jobs = allowed.map((allowed_actions) => aJob({ allowed_actions }));
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: BulkApi, useValue: {} },
      { provide: RequiredReasons, useValue: {} },
      { provide: CurrentUser, useValue: { whyNot: () => null } },
      { provide: FollowedBulk, useValue: { bulk: () => null } },
    ],
  });
  const fixture = TestBed.createComponent(BulkBar);
  const selection = { isAll: () => false, isEmpty: () => false, more: () => null, jobs: () => jobs };
  fixture.componentRef.setInput('selection', { ...selection, count: () => jobs.length });
  fixture.componentRef.setInput('list', {});
  fixture.componentRef.setInput('state', {});
  await fixture.whenStable();
  return [...(fixture.nativeElement as HTMLElement).querySelectorAll('button[matButton]')].map((button) =>
    button.textContent.trim().replaceAll(/\s+/g, ' '),
  );
}

describe('the bar of the selected jobs', () => {
  it('offers the commands that at least one of them allows, with how many do', async () => {
    expect(await commandsFor(['cancel'], ['cancel', 'rerun'], [])).toEqual(['Rerun 1', 'Cancel 2']);
  });

  it('offers no command where none of them allows one', async () => {
    expect(await commandsFor([], [])).toEqual([]);
  });
});
