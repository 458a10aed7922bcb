import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Api } from '../../../core/api/api.ts';
import { settled } from '../../../testing/settled.ts';
import { aTask, at, JOB_ID } from '../../../testing/views.ts';
import { LogPanel } from './log-panel.ts';

const CAUSE = 'Error: the reads are not paired\n';
const TEXT = `${'progress\n'.repeat(40)}${CAUSE}${'cleaning up\n'.repeat(30)}`;

describe('the panel of a log', () => {
  const log = jest.fn<Api['log']>();
  async function open(file: string, text: string, growing = false) {
    log.mockImplementation((_, __, ___, offset) =>
      Promise.resolve({ text: offset < 1 ? text : '', nextOffset: text.length }),
    );
    TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: { log } }] });
    const fixture = TestBed.createComponent(LogPanel);
    const set = async (inputs: Record<string, unknown>) => {
      for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
      fixture.detectChanges();
    };
    const seen = async () => {
      await settled();
      await fixture.whenStable();
    };
    await set({ jobId: JOB_ID, attempt: 1, file, at: null, tasks: [], growing });
    await seen();
    const box = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('[role=log]')!;
    return { box, set, seen };
  }

  it('opens at the line of a cause, also after a log that stood at its end', async () => {
    const { box, set, seen } = await open('stdout', TEXT);
    Object.defineProperty(box, 'scrollHeight', { get: () => (box.querySelector('.ts + span') ? 1300 : 0) });
    await set({ file: 'ce/0249a5', at: TEXT.indexOf(CAUSE) });
    // The browser resets the scroll position of an empty element.
    box.dispatchEvent(new Event('scroll'));
    await seen();
    expect(box.querySelector('.current')?.textContent.trim()).toBe(CAUSE.trim());
    expect(box.scrollTop).not.toBe(1300);
  });

  it.each([
    ['stdout', true, 'Nothing was written yet.'],
    ['stdout', false, 'No log: nothing was written, or the file was deleted.'],
    ['ce/0249a5', false, 'No log: the task wrote nothing, or its work dir was deleted.'],
  ])('explains an empty %s (growing: %s)', async (file, growing, words) => {
    const { box } = await open(file, '', growing);
    expect(box.textContent.trim()).toBe(words);
  });

  it('states that the empty log of an ended task stays empty, while the job runs', async () => {
    const { box, set, seen } = await open('ce/0249a5', '', true);
    expect(box.textContent.trim()).toBe('Nothing was written yet.');
    await set({ tasks: [aTask({ hash: 'ce/0249a5', completed_at: at(20) })] });
    await seen();
    expect(box.textContent.trim()).toBe('No log: the task wrote nothing, or its work dir was deleted.');
  });
});
