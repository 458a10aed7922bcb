import { ProblemError } from '../../../core/problem.ts';
import { moveInLine, type Line } from './move-in-line.ts';
import type { Placed } from './reorder.ts';

/** A queue order in which the jobs within a priority are sorted by their letters. */
class SharedLine implements Line {
  readonly #priorities: Map<string, number>;
  readonly started = new Set<string>();
  /** Runs before each change of a priority. */
  before = async () => {};

  constructor(names: string) {
    this.#priorities = new Map(names.split(' ').map((name) => [name, 0]));
  }

  jobs(): Placed[] {
    const waiting = [...this.#priorities].filter(([name]) => !this.started.has(name));
    const placed = waiting.map(([job_id, priority]) => ({ job_id, priority }));
    return placed.sort((a, b) => b.priority - a.priority || (a.job_id < b.job_id ? -1 : 1));
  }

  order = () =>
    this.jobs()
      .map(({ job_id }) => job_id)
      .join(' ');
  /** Maximum number of jobs in a response; undefined for no limit. */
  atOnce?: number;
  read = (least: number) => {
    const jobs = this.jobs();
    const read = this.atOnce === undefined ? jobs : jobs.slice(0, Math.max(this.atOnce, least));
    return Promise.resolve({ jobs: read, isWhole: read.length === jobs.length });
  };

  async prioritize(jobId: string, priority: number): Promise<void> {
    await this.before();
    if (this.started.has(jobId)) throw new ProblemError(400, 'Cannot change the priority of job with status: running');
    this.#priorities.set(jobId, priority);
  }
}

describe('moving a job while the queue changes', () => {
  it('puts it before the job that was behind its new position, although the order has changed', async () => {
    const line = new SharedLine('a b c d e');
    const shown = line.jobs();
    line.started.add('a');
    expect(await moveInLine(line, shown, 'e', 2)).toBe(1);
    expect(line.order()).toBe('b e c d');
  });

  it('succeeds although another person moves a job at the same time', async () => {
    const line = new SharedLine('a b c d e');
    line.before = async () => {
      line.before = async () => {};
      await line.prioritize('a', 5);
    };
    expect(await moveInLine(line, line.jobs(), 'd', 0)).toBe(0);
    expect(line.order()).toBe('d a b c e');
  });

  it('keeps it between its neighbours if another person puts a job among them', async () => {
    const line = new SharedLine('a b c d e');
    line.before = async () => {
      line.before = async () => {};
      await line.prioritize('e', 1);
    };
    await moveInLine(line, line.jobs(), 'd', 1);
    expect(line.order()).toBe('a d e b c');
  });

  it('succeeds although a job that would be raised has started', async () => {
    const line = new SharedLine('a b c d');
    line.before = () => Promise.resolve(void line.started.add('a'));
    expect(await moveInLine(line, line.jobs(), 'd', 1)).toBe(0);
    expect(line.order()).toBe('d b c');
  });

  it('leaves it in place if it has started itself', async () => {
    const line = new SharedLine('a b c');
    const shown = line.jobs();
    line.started.add('c');
    expect(await moveInLine(line, shown, 'c', 0)).toBe(-1);
    line.before = () => Promise.resolve(void line.started.add('b'));
    await expect(moveInLine(line, shown, 'b', 0)).rejects.toThrow('status: running');
  });

  it('keeps it ahead of jobs that were not loaded', async () => {
    const names = Array.from({ length: 300 }, (_, n) => String(n).padStart(3, '0'));
    const line = new SharedLine(names.join(' '));
    line.atOnce = 100;
    const shown = line.jobs().map((job, place) => (place < 200 ? job : undefined));
    expect(await moveInLine(line, shown, '150', 151)).toBe(151);
    expect(line.order().split(' ').slice(149, 153)).toEqual(['149', '151', '150', '152']);
    expect(line.order().endsWith('298 299')).toBe(true);
  });

  it('does nothing if that would change the priority of hundreds', async () => {
    const names = Array.from({ length: 900 }, (_, n) => String(n).padStart(3, '0'));
    const line = new SharedLine(names.join(' '));
    await expect(moveInLine(line, line.jobs(), '450', 451)).rejects.toThrow(/priority of 449 jobs/);
    expect(line.order()).toBe(names.join(' '));
  });

  it('puts it at the end of the jobs that currently wait', async () => {
    const line = new SharedLine('a b c');
    const shown = line.jobs().slice(0, 2);
    expect(await moveInLine(line, shown, 'a', 1)).toBe(2);
  });
});
