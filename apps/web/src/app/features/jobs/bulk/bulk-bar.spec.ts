import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { OFFERED_BULK } from '../../../shared/wings/offered-bulk.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import { settled } from '../../../testing/settled.ts';
import { aJob } from '../../../testing/views.ts';
import { fromParams } from '../list-state.ts';
import { BulkBar } from './bulk-bar.ts';

function opened(selection: object, ids?: () => Promise<unknown>) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: Api, useValue: { jobIds: ids } },
      { provide: CurrentUser, useValue: { whyNot: () => null } },
      { provide: OFFERED_BULK, useValue: { progress: () => null } },
      { provide: OFFERED_RECORDS, useValue: { comparison: (id: string) => `/jobs/${id}/compare` } },
    ],
  });
  const fixture = TestBed.createComponent(BulkBar);
  fixture.componentRef.setInput('selection', { isEmpty: () => false, more: () => null, ids: () => [], ...selection });
  fixture.componentRef.setInput('list', {});
  fixture.componentRef.setInput('state', fromParams({}, null));
  return fixture;
}

const commandsOf = (fixture: ComponentFixture<BulkBar>) =>
  [...(fixture.nativeElement as HTMLElement).querySelectorAll('button[matButton]')].map((button) =>
    button.textContent.trim().replaceAll(/\s+/g, ' '),
  );

/** Returns the text of the bar's commands for these selected jobs. */
async function commandsFor(...allowed: JobView['allowed_actions'][]): Promise<string[]> {
  const jobs = allowed.map((allowed_actions) => aJob({ allowed_actions }));
  const fixture = opened({ isAll: () => false, jobs: () => jobs, count: () => jobs.length });
  await fixture.whenStable();
  return commandsOf(fixture);
}

describe('the bulk bar of selected jobs', () => {
  it('offers the commands that at least one job allows, with the number of such jobs', async () => {
    expect(await commandsFor(['cancel'], ['cancel', 'rerun'], [])).toEqual(['Rerun 1', 'Cancel 2']);
  });

  it.each([
    [['a', 'b'], ['/jobs/a/compare?with=b']],
    [['a'], []],
    [['a', 'b', 'c'], []],
  ])('offers a comparison of exactly two jobs: %s', async (ids, links) => {
    const selected = { isAll: () => false, jobs: () => [], count: () => ids.length, ids: () => ids };
    const fixture = opened(selected);
    await fixture.whenStable();
    const found = [...(fixture.nativeElement as HTMLElement).querySelectorAll('a')].map((link) =>
      link.getAttribute('href'),
    );
    expect(found).toEqual(links);
  });

  it('offers no command if no job allows one', async () => {
    expect(await commandsFor([], [])).toEqual([]);
  });

  it('keeps its commands during a new count when the number of matches changes', async () => {
    const answers: ((cancel: number) => void)[] = [];
    const ids = () =>
      new Promise((resolve) => answers.push((cancel) => resolve({ job_ids: [], allowing: { cancel } })));
    const count = signal(10);
    const fixture = opened({ isAll: () => true, jobs: () => [], count }, ids);
    const shown = async () => {
      TestBed.tick();
      await settled();
      TestBed.tick();
      return [commandsOf(fixture), (fixture.nativeElement as HTMLElement).textContent.includes('Counting…')];
    };
    expect(await shown()).toEqual([[], true]);
    answers.shift()!(3);
    expect(await shown()).toEqual([['Cancel 3'], false]);
    count.set(11);
    expect(await shown()).toEqual([['Cancel 3'], false]);
    answers.shift()!(4);
    expect(await shown()).toEqual([['Cancel 4'], false]);
  });
});
