import { TestBed } from '@angular/core/testing';
import type { RunnerView } from '@reprise/contracts';
import { STARTING } from '@reprise/contracts/starting';
import { Health } from '../../shared/health/health.ts';
import { settled } from '../../testing/settled.ts';
import { aRunner } from '../../testing/views.ts';
import { ShellActions } from '../shell-actions.ts';
import { HealthCard } from './health-card.ts';

describe('the card of health', () => {
  const shown = async (runners: RunnerView[] | null): Promise<string> => {
    TestBed.configureTestingModule({
      providers: [
        { provide: Health, useValue: { runners: () => runners } },
        { provide: ShellActions, useValue: {} },
      ],
    });
    const fixture = TestBed.createComponent(HealthCard);
    fixture.componentRef.setInput('line', { word: 'Live', tone: 'ok', icon: 'circle-check', lag: '' });
    await settled();
    return (fixture.nativeElement as HTMLElement).textContent;
  };

  it("warns if tasks of a runner can read Reprise's own files", async () => {
    expect(await shown([aRunner(), aRunner({ isolation: 'none' })])).toContain('Tasks are not isolated');
  });

  it('does not warn of a runner that is gone, that isolates its tasks, or whose runs are simulated', async () => {
    const text = await shown([
      aRunner({ isolation: 'none', alive: false }),
      aRunner({ isolation: 'user' }),
      aRunner({ isolation: 'none', simulated: true }),
    ]);
    expect(text).toContain('Some runs are simulated');
    expect(text).not.toContain('not isolated');
  });

  it('states that runs are simulated if all runners simulate them', async () => {
    const text = await shown([aRunner({ simulated: true }), aRunner({ simulated: false, alive: false })]);
    expect(text).toContain('Runs are simulated');
  });

  it('counts the slots of live runners', async () => {
    expect(await shown([aRunner(), aRunner(), aRunner({ alive: false })])).toMatch(/2 runners\s*2 of 8 slots/);
    TestBed.resetTestingModule();
    expect(await shown([])).toContain('No runner heard');
  });

  it('counts no taken slots while a runner does not know its jobs yet', async () => {
    const starting = aRunner({ slots_taken: 0, holds_back: STARTING });
    expect(await shown([aRunner(), starting])).toMatch(/2 runners\s*8 slots/);
  });
});
