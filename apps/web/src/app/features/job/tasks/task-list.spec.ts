import { TestBed } from '@angular/core/testing';
import { Api } from '../../../core/api/api.ts';
import { aTask, JOB_ID } from '../../../testing/views.ts';
import { TASK_STATUS } from '../../../shared/status/status.ts';
import type { ListedTask } from './listed-task.ts';
import type { TaskChoice } from './task-choice.ts';
import { TaskList } from './task-list.ts';

const tasks = [
  aTask({ hash: 'ab/1', tag: 'L001', process: 'ALIGN', step: 'Align reads', peak_rss: 5.2e6, cpu_percent: 180 }),
  aTask({ hash: 'ab/2', tag: 'L002', process: 'ALIGN', step: 'Align reads', status: 'failed', exit_code: 137 }),
  aTask({ hash: 'ab/3', tag: 'L001', process: 'CALL', step: 'Call variants', peak_rss: 9e9 }),
];

/** Shows the list of these tasks, and collects what the user chooses. */
async function listOf(choice: Partial<TaskChoice>) {
  TestBed.configureTestingModule({
    providers: [{ provide: Api, useValue: { log: () => Promise.resolve({ text: 'bwa mem' }) } }],
  });
  const fixture = TestBed.createComponent(TaskList);
  const lines = tasks.map((task, n): ListedTask => ({
    task,
    label: task.tag ?? '',
    look: { turning: false, ...TASK_STATUS[task.status] },
    durationMs: n * 1_000,
  }));
  const inputs = {
    jobId: JOB_ID,
    lines,
    choice: { status: null, process: null, sort: 'first_seen', ...choice },
    ...{ past: false, live: () => undefined, frozen: [] },
  };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const chosen: TaskChoice[] = [];
  fixture.componentInstance.changed.subscribe((next) => chosen.push(next));
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const hashes = () => [...page.querySelectorAll('.hash')].map(({ textContent }) => textContent.trim());
  return { fixture, page, chosen, hashes };
}

const pick = (page: HTMLElement, label: string, value: string) => {
  const field = [...page.querySelectorAll('label')].find((each) => each.textContent.includes(label));
  const select = field!.querySelector('select')!;
  select.value = value;
  select.dispatchEvent(new Event('change'));
};

describe('the list of tasks', () => {
  it('has time, memory and CPU of each task, and how it ended', async () => {
    const { page } = await listOf({});
    const cells = [...page.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()),
    );
    expect(cells[0]!.slice(0, 3)).toEqual(['L001', 'Align reads', 'Completed']);
    expect(cells[0]!.slice(4)).toEqual(['5 MB', '180 %', 'ab/1']);
    expect(cells[1]![2]).toBe('Failed, exit 137');
    expect(page.querySelector('[role="status"]')?.textContent).toBe('3 tasks');
  });

  it('is filtered and sorted as chosen', async () => {
    expect((await listOf({ sort: 'peak_rss' })).hashes()).toEqual(['ab/3', 'ab/1', 'ab/2']);
    TestBed.resetTestingModule();
    const { page, hashes } = await listOf({ process: 'ALIGN', status: 'failed' });
    expect(hashes()).toEqual(['ab/2']);
    expect(page.querySelector('[role="status"]')?.textContent).toBe('1 of 3 tasks');
  });

  it('reports what the user chooses', async () => {
    const { page, chosen } = await listOf({ process: 'ALIGN' });
    pick(page, 'Status', 'failed');
    pick(page, 'Step', '');
    pick(page, 'Order', 'duration_ms');
    const before = { status: null, process: 'ALIGN', sort: 'first_seen' };
    expect(chosen).toEqual([
      { ...before, status: 'failed' },
      { ...before, process: null },
      { ...before, sort: 'duration_ms' },
    ]);
  });

  it('offers all tasks if none matches', async () => {
    const { page, chosen } = await listOf({ status: 'aborted', sort: 'peak_rss' });
    expect(page.textContent).toContain('No task matches.');
    page.querySelector<HTMLButtonElement>('.none button')!.click();
    expect(chosen).toEqual([{ status: null, process: null, sort: 'peak_rss' }]);
  });

  it('opens the details of a task below its row', async () => {
    const { page, fixture } = await listOf({});
    page.querySelector<HTMLButtonElement>('button.task')!.click();
    await fixture.whenStable();
    expect(page.querySelectorAll('rp-task-detail')).toHaveLength(1);
    expect(page.querySelector('button.task')?.getAttribute('aria-expanded')).toBe('true');
  });
});
